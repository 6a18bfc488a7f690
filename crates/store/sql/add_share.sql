insert into share (job, part, taken)
values ($1, $2, $3)
on conflict do nothing
