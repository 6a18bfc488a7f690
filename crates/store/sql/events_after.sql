select number, id, version, body
from event
where number > $1
order by number
limit $2
