-- title: 验收结果
-- grain: 有验收记录的项目一行
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
-- applicant: 申报单位
-- applied_on: 申请日期
-- concluded_on: 验收日期
-- result: 验收结论
-- declared_investment: 申报实际投入 (元, yuan)
-- verified_investment: 核定实际投入 (元, yuan)
-- reduction_reason: 核减原因
-- score: 验收得分 (分)
-- targets_agreed: 约定指标数 (项)
-- targets_met: 完成指标数 (项)
-- published_on: 发布日期
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
order by e.project_id
