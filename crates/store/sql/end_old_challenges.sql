delete from challenge
where ends_at <= $1
