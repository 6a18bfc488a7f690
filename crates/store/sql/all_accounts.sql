select id, home, handle, salt, memory_kib, passes, box, card, made_at
from account
order by id
