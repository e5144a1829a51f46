-- title: 验收结果
-- grain: 有验收记录的项目一行
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
from validated.acceptances as e
join marts.projects as p using (project_id)
join lifecycle.dimensions as d using (project_id)
order by e.project_id
