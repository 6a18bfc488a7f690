insert into passkey (id, home, account, card, made_at)
values ($1, $2, $3, $4, $5)
