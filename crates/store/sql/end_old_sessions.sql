delete from session
where ends_at <= $1
or idle_at <= $1
