alter table log_key add column guarded bigint not null default 0;

alter table log_key add column handover text not null default '';

create table witness (
    vkey text not null,
    constraint witness_key primary key (vkey)
);
