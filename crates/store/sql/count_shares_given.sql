select count(*)
from share
where job = $1
and result is not null
