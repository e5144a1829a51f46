-- title: 奖补金额无一遗漏，逐笔之和等于逐项目之和
with totals as (
  select 'validated.subsidies' as place, sum(subsidy_proposed) as proposed, sum(subsidy_allocated) as allocated, sum(subsidy_paid) as paid, sum(subsidy_recovered) as recovered,
  from validated.subsidies
  union all
  select 'marts.subsidies', sum(subsidy_proposed), sum(subsidy_allocated), sum(subsidy_paid), sum(subsidy_recovered),
  from marts.subsidies
  union all
  select 'marts.projects', sum(subsidy_proposed), sum(subsidy_allocated), sum(subsidy_paid), sum(subsidy_recovered),
  from marts.projects
)
select t.*,
from totals as t
join totals as v on v.place = 'validated.subsidies'
where (t.proposed, t.allocated, t.paid, t.recovered) is distinct from (v.proposed, v.allocated, v.paid, v.recovered)
