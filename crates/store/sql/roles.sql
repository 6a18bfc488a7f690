select cast(rolname as text)
from pg_roles
where cast(rolname as text) = $1
