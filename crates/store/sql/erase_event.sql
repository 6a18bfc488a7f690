update event
set body = $2
where number = $1
