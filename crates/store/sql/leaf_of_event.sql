select number, entry
from leaf
where event = $1
