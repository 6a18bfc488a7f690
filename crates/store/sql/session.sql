select home, account, box, made_at, seen_at, idle_at, ends_at
from session
where id = $1
