insert into account (id, home, handle, salt, memory_kib, passes, box, card, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
