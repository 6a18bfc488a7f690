create table kept_version (
    number bigint not null,
    constraint kept_version_key primary key (number)
);

create table kept_case (
    id text not null,
    opened_at bigint not null,
    constraint kept_case_key primary key (id)
);

create table audience (
    name text not null,
    constraint audience_key primary key (name)
);

create table data_key (
    audience text not null,
    held_under text not null,
    body bytea not null,
    constraint data_key_key primary key (held_under, audience)
);

create table account (
    id text not null,
    home text not null,
    handle text not null,
    salt bytea not null,
    memory_kib bigint not null,
    passes bigint not null,
    box bytea not null,
    card bytea not null,
    made_at bigint not null,
    constraint account_key primary key (id),
    constraint account_handle unique (handle, home)
);

create table attempt (
    handle text not null,
    count bigint not null,
    since bigint not null,
    constraint attempt_key primary key (handle)
);

create table invitation (
    id text not null,
    home text not null,
    state text not null,
    box bytea not null,
    card bytea not null,
    made_at bigint not null,
    ends_at bigint not null,
    constraint invitation_key primary key (id)
);

create table session (
    id text not null,
    home text not null,
    account text not null,
    box bytea not null,
    card bytea not null,
    made_at bigint not null,
    seen_at bigint not null,
    idle_at bigint not null,
    ends_at bigint not null,
    constraint session_key primary key (id),
    constraint session_account foreign key (account) references account (id)
);

create index session_of_account on session (account);
