delete from account
where id = $1
and home = $2
