insert into invitation (id, home, state, box, card, made_at, ends_at)
values ($1, $2, $3, $4, $5, $6, $7)
