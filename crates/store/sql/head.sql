select number
from head
where id = 1
