-- keys: reason
-- is_step: 是一步的数 (个, count) — 由本表各行得出
-- planned: 计划投资 (元, yuan) — 由本表各行得出
-- blank_total: 没有填写，按总投资计 (元, yuan) — 由本表各行得出
-- blank_n: 没有填写，按总投资计 (个, count) — 由本表各行得出
-- verified_total: 核定实际投入 (元, yuan) — 由本表各行得出
-- paid_total: 已拨付奖补 (元, yuan) — 由本表各行得出
-- due_total: 实施期已满，还没有申报投入 (元, yuan) — 由本表各行得出
-- due_n: 实施期已满，还没有申报投入 (个, count) — 由本表各行得出
-- reduced_total: 核减 (元, yuan) — 由本表各行得出
-- waiting_total: 通过了，还没有下达的核定投入 (元, yuan) — 由本表各行得出
-- waiting_n: 通过了，还没有下达 (个, count) — 由本表各行得出
with summed as (
  select
    c.position,
    c.step,
    c.reason,
    sum(c.amount) as amount,
    sum(c.counted) as counted,
  from chain as c
  group by c.position, c.step, c.reason
)
select
  reason,
  step,
  amount,
  counted,
  (reason = step)::integer as is_step,
  max(if(reason = '计划投资', amount, null)) over () as planned,
  max(if(reason = '没有填写，按总投资计', amount, null)) over () as blank_total,
  max(if(reason = '没有填写，按总投资计', counted, null)) over () as blank_n,
  max(if(reason = '核定实际投入', amount, null)) over () as verified_total,
  max(if(reason = '已拨付奖补', amount, null)) over () as paid_total,
  max(if(reason = '实施期已满，还没有申报投入', -amount, null)) over () as due_total,
  max(if(reason = '实施期已满，还没有申报投入', counted, null)) over () as due_n,
  max(if(reason = '核减', -amount, null)) over () as reduced_total,
  max(if(reason = '通过了，还没有下达', -amount, null)) over () as waiting_total,
  max(if(reason = '通过了，还没有下达', counted, null)) over () as waiting_n,
from summed
order by position
