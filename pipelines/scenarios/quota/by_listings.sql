-- title: 示例规则：按揭榜数
-- method: largest_remainder
-- weight: listed
-- note: 只看揭榜数，没有下限：揭榜少的市会降得很低。
select
  city,
  metrics.listed(c) as listed,
from province_cube as c
group by city
