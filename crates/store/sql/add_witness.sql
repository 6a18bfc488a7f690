insert into witness (vkey)
values ($1)
on conflict do nothing
