select number
from kept_version
order by number
