create table if not exists share (
    job text not null,
    part bigint not null,
    taken bigint not null,
    result bytea,
    constraint share_key primary key (job, part)
)
