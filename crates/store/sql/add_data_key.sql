insert into data_key (audience, held_under, body)
values ($1, $2, $3)
