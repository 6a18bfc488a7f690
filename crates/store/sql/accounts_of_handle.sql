select id, home, salt, memory_kib, passes, box
from account
where handle = $1
order by home
