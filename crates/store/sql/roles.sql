select cast(rolname as text)
from pg_roles
where rolname = $1
