select number, entry
from leaf
where event = $1
order by number
limit 1
