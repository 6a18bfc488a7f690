update invitation
set state = $3, box = $4
where id = $1
and home = $2
and state = 'open'
