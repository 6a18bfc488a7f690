insert into audience (name)
values ($1)
