insert into log_key (number, vkey, seed)
values ($1, $2, $3)
