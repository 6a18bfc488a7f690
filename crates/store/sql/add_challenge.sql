insert into challenge (id, home, account, box, ends_at)
values ($1, $2, $3, $4, $5)
