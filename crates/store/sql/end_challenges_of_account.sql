delete from challenge
where account = $1
