select id, card, made_at
from account
where home = $1
order by id
