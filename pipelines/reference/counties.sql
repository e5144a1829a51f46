-- title: 县（市、区）
-- grain: 一个县（市、区）或功能区一行；功能区不是行政区划，多数没有代码；不同市可以有同名的县（市、区）
-- key: city, county
-- needs: county, kind
-- names: city = cities.city, kind = 区 | 县 | 县级市 | 功能区
select code, county, city, kind,
from raw.counties
