select count, since
from attempt
where handle = $1
