select audience, held_under, body
from data_key
order by held_under, audience
