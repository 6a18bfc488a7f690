delete from share
where taken < $1
