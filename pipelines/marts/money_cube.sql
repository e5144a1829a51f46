-- title: 奖补资金汇总
-- grain: 预算年度、批次、市、县（市、区）、方向、任务、单位类型、企业性质、阶段各一行；只有奖补资金的数
-- rows: subsidies
select
  e.budget_year::varchar as budget_year,
  d.* exclude (project_id),
  sum(columns(e.* exclude (project_id, budget_year, document, allocated_on, paid_on, source_file, source_sheet, source_row))),
from lifecycle.payments as e
join lifecycle.dimensions as d using (project_id)
group by all
order by all
