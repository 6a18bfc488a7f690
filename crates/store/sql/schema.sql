select cast(nspname as text)
from pg_namespace
where cast(nspname as text) = $1
