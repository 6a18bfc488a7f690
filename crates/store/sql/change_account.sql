update account
set salt = $2, memory_kib = $3, passes = $4, box = $5
where id = $1
