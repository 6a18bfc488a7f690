select number, vkey, seed
from log_key
order by number
