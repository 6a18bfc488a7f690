update log_key
set seed = $2
where number < $1
