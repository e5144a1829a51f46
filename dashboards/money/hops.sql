-- concluded_n: 结论到下达，算得出的 (笔, count)
-- to_allocate: 验收结论到下达，中位数 (天)
-- to_allocate_longest: 验收结论到下达，最长 (天)
-- early_n: 结论以前就下达 (笔, count) — 不计入左边的天数
-- paid_n: 下达到拨付，算得出的 (笔, count)
-- to_pay: 下达到拨付，中位数 (天)
-- to_pay_longest: 下达到拨付，最长 (天)
-- idle_n: 已下达还没有拨付 (笔, count)
-- idle_amount: 已下达还没有拨付 (元, yuan)
-- idle_longest: 还没有拨付的，到截至日最长 (天)
with paid as (
  select
    s.city,
    s.allocated_on - p.concluded_on as to_allocate,
    s.paid_days,
    s.unpaid,
    if(s.unpaid = 1, s.subsidy_allocated, null) as idle_amount,
    if(s.unpaid = 1, b.as_of - s.allocated_on, null) as idle_days,
  from subsidies as s
  join projects as p using (project_id)
  join reference.batches as b on b.batch = s.batch
)
select
  city,
  count_if(to_allocate >= 0) as concluded_n,
  median(to_allocate) filter (to_allocate >= 0) as to_allocate,
  max(to_allocate) filter (to_allocate >= 0)::integer as to_allocate_longest,
  count_if(to_allocate < 0) as early_n,
  count(paid_days) as paid_n,
  median(paid_days) as to_pay,
  max(paid_days)::integer as to_pay_longest,
  coalesce(sum(unpaid), 0)::integer as idle_n,
  sum(idle_amount) as idle_amount,
  max(idle_days)::integer as idle_longest,
from paid
group by city
order by (select min(c.code) from reference.cities as c where c.city = paid.city)
