delete from session
where id = $1
and home = $2
