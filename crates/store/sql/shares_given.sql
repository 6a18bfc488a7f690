select part, result
from share
where job = $1
and result is not null
order by part
