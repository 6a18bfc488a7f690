update share
set result = $3
where job = $1
and part = $2
and result is null
