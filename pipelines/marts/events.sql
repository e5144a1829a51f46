-- title: 流程记录
-- grain: 一条流程记录一行；stage 是项目现在的阶段，记录的环节是 step
-- seq: 项目内先后
-- step: 环节
-- has_time: 写明钟点
select
  e.project_id,
  p.project_name,
  d.* exclude (project_id),
  e.seq,
  e.step,
  e.happened_at,
  e.has_time,
  e.result,
  e.level,
  e.reason,
  e.source_file,
  e.source_sheet,
  e.source_row,
from lifecycle.timeline as e
join marts.projects as p using (project_id)
join lifecycle.dimensions as d using (project_id)
order by e.project_id, e.seq
