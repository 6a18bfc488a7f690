insert into session (id, home, account, box, card, made_at, seen_at, idle_at, ends_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
