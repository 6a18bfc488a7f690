create table if not exists signed_head (
    log text not null,
    size bigint not null,
    root text not null,
    constraint signed_head_key primary key (log)
)
