select id, account, card, made_at, seen_at, idle_at, ends_at
from session
where home = $1
order by made_at, id
