-- title: 验收结果
-- grain: 一次验收结论一行；整改以后又通过的项目有几行
-- is_last: 最后一次，以它为准
-- score: 验收得分 (分)
-- targets_agreed: 约定指标数 (项)
-- targets_met: 完成指标数 (项)
select
  e.project_id,
  p.project_name,
  d.* exclude (project_id),
  p.applicant,
  e.applied_on,
  e.concluded_on,
  e.result,
  l.project_id is not null as is_last,
  e.declared_investment,
  e.verified_investment,
  e.reduction_reason,
  e.score,
  e.targets_agreed,
  e.targets_met,
  e.published_on,
  e.source_file,
  e.source_sheet,
  e.source_row,
from known.acceptances as e
join marts.projects as p using (project_id)
join lifecycle.dimensions as d using (project_id)
left join lifecycle.acceptances as l
  on (l.project_id, l.source_file, l.source_sheet, l.source_row) = (e.project_id, e.source_file, e.source_sheet, e.source_row)
order by e.project_id, e.concluded_on, e.source_file, e.source_row
