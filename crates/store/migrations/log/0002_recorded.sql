create table leaf (
    number bigint not null,
    event bigint not null,
    entry bytea not null,
    salt bytea not null,
    hashes bytea not null,
    constraint leaf_key primary key (number)
);

create index leaf_of_event on leaf (event);

create table log_key (
    number bigint not null,
    vkey text not null,
    seed bytea not null,
    constraint log_key_key primary key (number)
);

create table cosignature (
    size bigint not null,
    line text not null,
    vkey text not null,
    constraint cosignature_key primary key (size, line)
);
