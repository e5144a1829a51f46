-- title: 查出的问题
-- grain: 一处问题一行；一行可以有几处
from checks.defects
union all by name
from links.defects
