insert into signed_head (log, size, root)
values ($1, $2, $3)
on conflict do nothing
