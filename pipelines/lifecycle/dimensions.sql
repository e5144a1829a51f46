-- title: 项目的各个维度
-- grain: 一个项目一行
-- batch: 批次
-- city: 推荐市
-- county: 县（市、区）
-- direction: 方向
-- task: 揭榜任务
-- applicant_type: 单位类型
-- ownership: 企业性质
-- stage: 阶段
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
