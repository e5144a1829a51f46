-- title: 设区市的写法
-- grain: 一种写法一行；两个市都可以这样写的，不收
with spelled as (
  select city, unnest([city, short_name, code, left(code, 4)]) as name
  from reference.cities
  union all
  select name as city, alias as name
  from reference.aliases
  where kind = 'city'
),
prefixed as (
  select city, prefix || name as name
  from spelled
  cross join (select unnest(['', '山东', '山东省']) as prefix)
)
select name, min(city) as city,
from prefixed
group by name
having count(distinct city) = 1
