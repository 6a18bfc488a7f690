select id, home, account, card, made_at
from passkey
order by id
