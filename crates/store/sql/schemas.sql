select cast(nspname as text)
from pg_namespace
join pg_class on relnamespace = pg_namespace.oid
where relname = 'kept_case'
and nspname like 'onetext.%'
order by nspname
