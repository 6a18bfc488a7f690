select 1
from pg_advisory_xact_lock(hashtextextended($1, 0))
