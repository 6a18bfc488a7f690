update share
set taken = $4
where job = $1
and part = $2
and taken = $3
and result is null
