update log_key
set handover = $2
where number = $1
