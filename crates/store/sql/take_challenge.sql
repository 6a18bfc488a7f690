delete from challenge
where id = $1
returning home, account, box, ends_at
