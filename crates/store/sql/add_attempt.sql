insert into attempt (handle, count, since)
values ($1, $2, $3)
