select number
from event
where id = $1
