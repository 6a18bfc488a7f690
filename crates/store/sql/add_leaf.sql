insert into leaf (number, event, entry, salt, hashes)
values ($1, $2, $3, $4, $5)
