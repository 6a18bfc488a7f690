insert into event (number, id, version, body)
values ($1, $2, $3, $4)
