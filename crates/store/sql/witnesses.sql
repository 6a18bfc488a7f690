select vkey
from witness
order by vkey
