-- title: 奖补资金
-- grain: 一笔奖补记录一行；一个项目可有几行，金额相加
select
  e.project_id,
  p.project_name,
  d.* exclude (project_id),
  p.applicant,
  e.* exclude (project_id, source_file, source_sheet, source_row),
  e.source_file,
  e.source_sheet,
  e.source_row,
from lifecycle.payments as e
join marts.projects as p using (project_id)
join lifecycle.dimensions as d using (project_id)
order by e.project_id, e.budget_year, e.source_file, e.source_row
