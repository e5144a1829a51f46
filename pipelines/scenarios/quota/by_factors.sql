-- title: 示例规则：因素法，推荐数 60%、揭榜数 40%，乘绩效系数
-- method: largest_remainder
-- weight: 0.6 * share(recommended) + 0.4 * share(listed)
-- floor: 3
-- unknown: previous
-- coefficient: of accepted / concluded, from 0 is 0.9, from 0.8 is 1, from 0.9 is 1.1, unknown is 1
-- note: 系数按已出结论的通过率分档，各档含下限；还没有结论的市系数按 1。通过率只看已出结论的，在验收的不算。
select
  city,
  metrics.recommended(c) as recommended,
  metrics.listed(c) as listed,
  metrics.concluded(c) as concluded,
  metrics.accepted(c) as accepted,
from province_cube as c
group by city
