-- title: 集团的别名
-- grain: 一种写法一行；简称、旧称与全称认不出是同一个集团的，写在这里
-- key: alias
-- needs: alias, name
select alias, name,
from raw.group_aliases
