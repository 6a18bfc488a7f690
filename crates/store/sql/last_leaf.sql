select number, event
from leaf
order by number desc
limit 1
