-- title: 示例规则：按市推荐数，验收不通过的扣名额
-- method: largest_remainder
-- weight: recommended
-- floor: 3
-- penalty: per_failed 1, at_most 2, goes_to others
-- note: 一个不通过扣 1 个，一市最多扣 2 个，不低于下限；扣下的按同一办法分给没有不通过的市。
select
  city,
  metrics.recommended(c) as recommended,
  metrics.concluded(c) - metrics.accepted(c) as failed,
from province_cube as c
group by city
