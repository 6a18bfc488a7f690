select id, state, card, made_at, ends_at
from invitation
where home = $1
order by made_at, id
