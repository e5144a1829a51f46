-- month: 实施期止
-- has_conclusion: 已出验收结论 (个, count)
-- overdue: 逾期，没有结论 (个, count)
-- ahead: 未到期 (个, count)
-- worst: 最久逾期 (天)
with listed as (
  select
    p.project_id,
    coalesce(strftime(p.period_end, '%Y-%m'), '未知') as month,
    p.concluded,
    m.late,
    m.days_late,
  from projects as p
  left join matters as m on m.project_id = p.project_id and m.kind in ('apply', 'accept', 'rectify')
  where p.listed = 1 and p.terminated = 0
)
select
  month,
  sum(concluded) as has_conclusion,
  count_if(coalesce(late = 1, false)) as overdue,
  count_if(coalesce(late = 0, false)) as ahead,
  max(days_late) as worst,
from listed
group by month
order by month
