-- title: 项目
-- grain: 一个项目一行，各批次都在内；名额属于市而不属于项目，故项目的 quota 一律为空，不是 0
-- project_id: 项目编号
-- batch: 批次
-- project_name: 项目名称
-- task_no: 任务序号
-- task: 揭榜任务
-- direction: 方向
-- applicant_id: 统一社会信用代码
-- applicant: 申报单位
-- applicant_type: 单位类型
-- ownership: 企业性质
-- group_name: 所属集团
-- city: 推荐市
-- county: 县（市、区）
-- stage: 阶段
-- rank: 推荐排序
-- submitted_at: 首次提交时间
-- county_recommended_at: 最近县区推荐时间
-- recommended_at: 最近市推荐时间
-- listed_on: 揭榜日期
-- concluded_on: 验收日期
-- acceptance_result: 验收结论
-- review_score: 评审得分 (分)
-- period_start: 响应内容起始日期
-- period_end: 实施期止
-- quota_exemption: 免占名额理由
-- projects: 项目数 (个, count)
-- applied: 申报 (个, count)
-- county_recommended: 县区推荐 (个, count)
-- recommended: 市推荐 (个, count)
-- quota_used: 占用名额 (个, count)
-- quota_exempt: 不占名额 (个, count)
-- listed: 揭榜 (个, count)
-- in_progress: 在建 (个, count)
-- terminated: 终止 (个, count)
-- concluded: 已出验收结论 (个, count)
-- accepted: 验收通过 (个, count)
-- supported: 已奖补 (个, count)
-- total_investment: 总投资 (元, yuan)
-- planned_investment: 计划投资 (元, yuan)
-- declared_investment: 申报实际投入 (元, yuan)
-- verified_investment: 核定实际投入 (元, yuan)
-- verified: 核定实际投入已知 (个, count)
-- planned_of_verified: 核定实际投入已知的项目的计划投资 (元, yuan)
-- verified_of_planned: 计划投资已知的项目的核定实际投入 (元, yuan)
-- declared_of_verified: 核定实际投入已知的项目的申报实际投入 (元, yuan)
-- reduced_of_declared: 核减金额，申报与核定都已知 (元, yuan)
-- subsidy_proposed: 拟奖补 (元, yuan)
-- subsidy_allocated: 已下达奖补 (元, yuan)
-- subsidy_paid: 已拨付奖补 (元, yuan)
-- subsidy_recovered: 已收回奖补 (元, yuan)
-- verified_of_supported: 有奖补且验收通过的项目的核定实际投入 (元, yuan)
-- subsidy_of_verified: 同一批项目的已下达奖补 (元, yuan)
-- supported_verified: 有奖补、验收通过且核定实际投入已知 (个, count)
-- targets_agreed: 约定指标数，完成数已知 (项)
-- targets_met: 完成指标数，约定数已知 (项)
-- targets_known: 约定与完成指标数都已知 (个, count)
-- quota: 推荐名额 (个)
-- quota_unknown: 有项目而名额未导入的市 (个)
-- source_file: 来源文件
-- source_sheet: 来源工作表
-- source_row: 来源行
select
  p.project_id,
  p.batch,
  p.project_name,
  t.task_no,
  t.task,
  t.direction,
  p.applicant_id,
  p.applicant,
  p.applicant_type,
  p.ownership,
  p.group_name,
  p.city,
  p.county,
  g.stage,
  r.rank,
  s.submitted_at,
  s.county_recommended_at,
  s.recommended_at,
  s.listed_on,
  s.concluded_on,
  s.acceptance_result,
  s.review_score,
  p.period_start,
  p.period_end,
  x.quota_exemption,
  m.* exclude (project_id),
  null::integer as quota,
  null::integer as quota_unknown,
  p.source_file,
  p.source_sheet,
  p.source_row,
from validated.applications as p
join lifecycle.taxonomy as t using (project_id)
join lifecycle.standing as s using (project_id)
join lifecycle.stage as g using (project_id)
join lifecycle.exemption as x using (project_id)
join lifecycle.measures as m using (project_id)
left join validated.recommendations as r on r.project_id = p.project_id and r.batch = p.batch
order by p.project_id
