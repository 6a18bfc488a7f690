select part, taken
from share
where job = $1
and result is null
and taken < $2
order by part
limit 1
