select home, state, box, ends_at
from invitation
where id = $1
