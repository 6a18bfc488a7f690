select id, card, made_at
from passkey
where account = $1
order by made_at, id
