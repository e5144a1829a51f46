-- title: 登记地
-- grain: 统一社会信用代码第 3 至 6 位的一种写法一行
-- key: place
-- needs: city
-- more: note
-- names: city = cities.city
select left(code, 4) as place, city,
from reference.cities
union all
select place, city,
from raw.registration_changes
