-- budget: 奖补预算，全省 (元, yuan) — 全省的，不随市、方向等筛选；奖补标准里这个批次各方向的预算相加，见 data/reference/notices/<通知>/subsidy_rules.csv；有一个方向没有录入的，未知
-- no_budget: 为什么没有预算
with budgets as (
  select batch, if(count(*) = count(budget), sum(budget), null) as budget
  from reference.subsidy_rules
  group by batch
),
given as (
  select c.batch, sum(c.subsidy_proposed) as subsidy_proposed, sum(c.subsidy_allocated) as subsidy_allocated, sum(c.subsidy_net) as subsidy_net
  from cube as c
  where c.projects > 0
  group by c.batch
)
select
  g.batch,
  b.budget,
  if(b.budget is null, '预算没有录入', null) as no_budget,
  g.subsidy_proposed,
  g.subsidy_allocated,
  g.subsidy_net,
from given as g
left join budgets as b using (batch)
order by g.batch
