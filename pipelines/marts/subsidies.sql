-- title: 奖补资金
-- grain: 一笔奖补记录一行；一个项目可有几行，金额相加
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
-- budget_year: 预算年度
-- subsidy_proposed: 拟奖补 (元, yuan)
-- document: 下达文号
-- allocated_on: 下达日期
-- subsidy_allocated: 已下达奖补 (元, yuan)
-- paid_on: 拨付日期
-- subsidy_paid: 已拨付奖补 (元, yuan)
-- subsidy_recovered: 已收回奖补 (元, yuan)
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
  e.budget_year,
  e.subsidy_proposed,
  e.document,
  e.allocated_on,
  e.subsidy_allocated,
  e.paid_on,
  e.subsidy_paid,
  e.subsidy_recovered,
  e.source_file,
  e.source_sheet,
  e.source_row,
from validated.subsidies as e
join marts.projects as p using (project_id)
order by e.project_id, e.budget_year, e.source_file, e.source_row
