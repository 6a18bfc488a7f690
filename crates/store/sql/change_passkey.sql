update passkey
set card = $3
where id = $1
and card = $2
