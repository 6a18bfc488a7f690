insert into cosignature (size, line, vkey)
values ($1, $2, $3)
on conflict do nothing
