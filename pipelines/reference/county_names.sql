-- title: 县（市、区）的写法
-- grain: 一个市内的一种写法一行；同一个市内两处都可以这样写的，不收
with spelled as (
  select
    city,
    county,
    unnest([
      county,
      counties.code,
      if(kind = '功能区' or length(county) < 3, null, county[:-2]),
      if(kind = '功能区' and starts_with(county, short_name), substr(county, length(short_name) + 1), null),
    ]) as name
  from reference.counties
  join reference.cities using (city)
  union all
  select city, name as county, alias as name
  from reference.aliases
  where kind = 'county'
),
prefixed as (
  select spelled.city, county, unnest(['', city, short_name, '山东省' || city]) || name as name
  from spelled
  join reference.cities using (city)
  where name is not null
)
select city, name, min(county) as county,
from prefixed
group by city, name
having count(distinct county) = 1
