create table kept_version (
    number bigint not null,
    constraint kept_version_key primary key (number)
);

create table head (
    id bigint not null,
    number bigint not null,
    constraint head_key primary key (id)
);

create table event (
    number bigint not null,
    id text not null,
    version bigint not null,
    body bytea not null,
    constraint event_key primary key (number),
    constraint event_id unique (id)
);

insert into head (id, number) values (1, 0);
