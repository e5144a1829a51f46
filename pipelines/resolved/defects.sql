-- title: 查出的问题
-- grain: 一处问题一行；一行可以有几处；采用的行之间还有什么可疑，在 warnings 里
from checks.defects
union all by name
from links.defects
