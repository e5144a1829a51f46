-- title: 奖补金额无一遗漏，逐笔之和等于逐项目之和
-- left: 采用的各行相加
-- right: 归到项目之后相加
with handed as (
  unpivot (
    select sum(columns(['subsidy_proposed', 'subsidy_allocated', 'subsidy_paid', 'subsidy_recovered']))::decimal(38, 2), from validated.subsidies
  ) on columns(*) into name measure value total
),
by_payment as (
  unpivot (
    select sum(columns(['subsidy_proposed', 'subsidy_allocated', 'subsidy_paid', 'subsidy_recovered']))::decimal(38, 2), from marts.subsidies
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
select '逐项目', measure, h.total, p.total,
from handed as h
full join by_project as p using (measure)
order by what, measure
