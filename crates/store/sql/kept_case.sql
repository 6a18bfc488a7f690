select id
from kept_case
