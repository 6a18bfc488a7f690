insert into log_key (number, vkey, seed, guarded, handover)
values ($1, $2, $3, $4, $5)
