-- title: 别名
-- grain: 一种写法一行；kind 是 city、county（只在 city 那一个市内有效）或 choice（取值固定的列）
select kind, alias, name, city,
from raw.aliases
