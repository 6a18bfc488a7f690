insert into attempt (handle, count, since)
values ($1, 1, $2)
on conflict (handle) do update
set
  count = case when attempt.since <= $3 then 1 else attempt.count + 1 end,
  since = case
    when attempt.since <= $3 or attempt.since > $2 then $2
    else attempt.since
  end
returning count, since
