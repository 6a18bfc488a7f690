update signed_head
set size = $2, root = $3
where log = $1
and size = $4
and root = $5
