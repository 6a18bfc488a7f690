insert into kept_case (id, opened_at)
values ($1, $2)
