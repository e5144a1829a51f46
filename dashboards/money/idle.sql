-- idle_days: 下达到截至日 (天)
-- idle_amount: 还没有拨付 (元, yuan)
-- idle_sum: 合计还没有拨付 (元, yuan)
-- idle_n: 还没有拨付的 (笔, count)
-- longest: 最长 (天)
select
  s.project_id,
  s.project_name,
  s.applicant,
  s.city,
  s.budget_year,
  s.document,
  s.allocated_on,
  s.subsidy_allocated as idle_amount,
  (b.as_of - s.allocated_on)::integer as idle_days,
  sum(s.subsidy_allocated) over () as idle_sum,
  count(*) over () as idle_n,
  max(b.as_of - s.allocated_on) over ()::integer as longest,
from subsidies as s
join reference.batches as b on b.batch = s.batch
where s.unpaid = 1
order by idle_days desc nulls last, idle_amount desc, s.project_id
