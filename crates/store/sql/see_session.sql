update session
set seen_at = $2, idle_at = $3
where id = $1 and seen_at < $2
