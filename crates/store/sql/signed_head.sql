select size, root
from signed_head
where log = $1
