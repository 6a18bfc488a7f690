select id, home, state, box, card, made_at, ends_at
from invitation
order by id
