update head
set number = $2
where id = 1
and number = $1
