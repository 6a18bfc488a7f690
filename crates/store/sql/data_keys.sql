select audience, held_under, body
from data_key
where held_under = $1
or held_under = 'plain'
order by audience
