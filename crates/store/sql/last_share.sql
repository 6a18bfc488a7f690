select max(part)
from share
where job = $1
