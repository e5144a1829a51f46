-- title: 示例规则：按市推荐数
-- method: largest_remainder
-- weight: recommended
-- floor: 3
-- tie_break: weight, code
-- note: 推荐得多的市得的多，每市不少于 3 个；推荐数受上年名额限制，会把上年的样子固定下来。
select
  city,
  metrics.recommended(c) as recommended,
from province_cube as c
group by city
