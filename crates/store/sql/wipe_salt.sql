update leaf
set salt = $2
where event = $1
