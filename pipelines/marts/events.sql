-- title: 流程记录
-- grain: 一条流程记录一行；stage 是项目现在的阶段，记录的环节是 step
-- project_id: 项目编号
-- project_name: 项目名称
-- batch: 批次
-- city: 推荐市
-- county: 县（市、区）
-- direction: 方向
-- task: 揭榜任务
-- applicant_type: 单位类型
-- ownership: 企业性质
-- stage: 阶段
-- seq: 项目内先后
-- step: 环节
-- happened_at: 时间
-- has_time: 写明钟点
-- result: 结果
-- level: 经办层级
-- reason: 原因
-- source_file: 来源文件
-- source_sheet: 来源工作表
-- source_row: 来源行
select
  e.project_id,
  p.project_name,
  p.batch,
  p.city,
  p.county,
  p.direction,
  p.task,
  p.applicant_type,
  p.ownership,
  p.stage,
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
order by e.project_id, e.seq
