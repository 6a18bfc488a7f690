delete from attempt
where handle = $1
