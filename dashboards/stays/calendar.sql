-- month: 实施期止
-- asked: 实施期止，名单里怎样问
-- has_conclusion: 已出验收结论 (个, count)
-- overdue: 逾期，没有结论 (个, count)
-- ahead: 未到期，没有结论 (个, count)
-- undue: 实施期止未知，没有结论 (个, count)
select
  coalesce(p.period_end_month, '未知') as month,
  coalesce(p.period_end_month, '') as asked,
  sum(p.concluded) as has_conclusion,
  count_if(p.concluded = 0 and p.due = 1) as overdue,
  count_if(p.concluded = 0 and p.due = 0 and p.period_end is not null) as ahead,
  count_if(p.concluded = 0 and p.period_end is null) as undue,
from projects as p
where p.listed = 1 and p.terminated = 0
group by p.period_end_month
order by month
