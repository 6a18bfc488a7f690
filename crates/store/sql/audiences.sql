select name
from audience
order by name
