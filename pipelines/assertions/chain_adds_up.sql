-- title: 资金链上，每一步等于前一步加上其间的各差
-- left: 前一步加各差
-- right: 这一步
with steps(step, first, last) as (
  values ('计划投资', 5, 10), ('申报实际投入', 10, 30), ('核定实际投入', 30, 50), ('已下达奖补', 50, 70), ('已拨付奖补', 70, 90), ('拨付减收回', 90, 95)
)
select
  s.step || coalesce('，' || c.batch, '') as what,
  c.batch,
  coalesce(sum(c.amount) filter (c.position >= s.first and c.position < s.last), 0) as left_side,
  coalesce(sum(c.amount) filter (c.position = s.last), 0) as right_side,
from steps as s
cross join marts.chain as c
group by s.step, s.first, c.batch
order by s.first, c.batch
