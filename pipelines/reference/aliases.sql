-- title: 别名
-- grain: 一种写法一行；kind 是 city、county（只在 city 那一个市内有效）或 choice（取值固定的列）
-- key: kind, alias, name, city
-- needs: alias, name
-- names: kind = city | county | choice, name = cities.city | counties.county | applicant_types.applicant_type | construction_states.construction | sources, city = cities.city
select kind, alias, name, city,
from raw.aliases
