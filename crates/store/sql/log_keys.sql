select number, vkey, seed, guarded, handover
from log_key
order by number
