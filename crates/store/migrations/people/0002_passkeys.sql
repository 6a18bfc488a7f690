create table passkey (
    id text not null,
    home text not null,
    account text not null,
    card bytea not null,
    made_at bigint not null,
    constraint passkey_key primary key (id),
    constraint passkey_account foreign key (account) references account (id)
);

create index passkey_of_account on passkey (account);

create table challenge (
    id text not null,
    home text not null,
    account text not null,
    box bytea not null,
    ends_at bigint not null,
    constraint challenge_key primary key (id),
    constraint challenge_account foreign key (account) references account (id)
);

create index challenge_of_account on challenge (account);
