select id, opened_at
from kept_case
