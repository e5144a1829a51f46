-- allocated_on: 下达日期，最早的一笔
-- idle_days: 下达到截至日 (天) — 由本表各行的下达日期得出
-- idle_sum: 还没有拨付，合计 (元, yuan) — 由本表各行得出
-- idle_n: 有还没有拨付的 (个, count) — 由本表各行得出
-- longest: 停得最久的 (天) — 由本表各行得出
with waiting as (
  select project_id, min(allocated_on) as allocated_on
  from subsidies
  where unpaid = 1
  group by project_id
)
select
  p.project_id,
  p.project_name,
  p.applicant,
  p.city,
  p.batch,
  w.allocated_on,
  p.unpaid_amount,
  date_diff('day', w.allocated_on, b.as_of)::integer as idle_days,
  sum(p.unpaid_amount) over () as idle_sum,
  count(*) over () as idle_n,
  max(date_diff('day', w.allocated_on, b.as_of)) over ()::integer as longest,
from projects as p
join waiting as w using (project_id)
join reference.batches as b on b.batch = p.batch
order by idle_days desc nulls last, p.unpaid_amount desc, p.project_id
