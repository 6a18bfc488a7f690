update log_key
set guarded = 1
where number = $1
