-- title: 奖补金额无一遗漏，逐笔、按预算年度、逐项目之和相等
-- left: 到截至日为止的各行相加
-- right: 归到项目或预算年度之后相加
with handed as (
  unpivot (
    select sum(columns(['subsidy_proposed', 'subsidy_allocated', 'subsidy_paid', 'subsidy_recovered']))::decimal(38, 2), from known.subsidies
  ) on columns(*) into name measure value total
),
by_payment as (
  unpivot (
    select sum(columns(['subsidy_proposed', 'subsidy_allocated', 'subsidy_paid', 'subsidy_recovered']))::decimal(38, 2), from marts.subsidies
  ) on columns(*) into name measure value total
),
by_year as (
  unpivot (
    select sum(columns(['subsidy_proposed', 'subsidy_allocated', 'subsidy_paid', 'subsidy_recovered']))::decimal(38, 2), from marts.money_cube
  ) on columns(*) into name measure value total
),
by_project as (
  unpivot (
    select sum(columns(['subsidy_proposed', 'subsidy_allocated', 'subsidy_paid', 'subsidy_recovered']))::decimal(38, 2), from marts.projects
  ) on columns(*) into name measure value total
)
select '逐笔' as what, measure, h.total as left_side, p.total as right_side,
from handed as h
full join by_payment as p using (measure)
union all
select '按预算年度', measure, h.total, y.total,
from handed as h
full join by_year as y using (measure)
union all
select '逐项目', measure, h.total, p.total,
from handed as h
full join by_project as p using (measure)
order by what, measure
