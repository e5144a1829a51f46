-- title: 项目的各个维度
-- grain: 一个项目一行
select
  p.project_id,
  p.batch,
  p.city,
  p.county,
  t.direction,
  t.task,
  p.applicant_type,
  p.ownership,
  s.stage,
from validated.applications as p
join lifecycle.taxonomy as t using (project_id)
join lifecycle.stage as s using (project_id)
