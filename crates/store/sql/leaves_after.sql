select number, event, entry, salt, hashes
from leaf
where number > $1
order by number
limit $2
