select size, line, vkey
from cosignature
order by size, line
