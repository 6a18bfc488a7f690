select cast(nspname as text)
from pg_namespace
where nspname like $1
order by nspname
