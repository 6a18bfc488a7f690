insert into kept_version (number)
values ($1)
