-- title: 项目
-- grain: 一个项目一行，各批次都在内；名额属于市而不属于项目，故项目的 quota 一律为空，不是 0
-- searched: project_id, project_name, applicant, applicant_id, group_name
-- names: project_id, project_name, applicant, batch, city, direction
-- task_no: 任务序号
-- rank: 推荐排序 — 推荐市的推荐汇总表里的；别的市表里的不算
-- submitted_at: 首次提交时间
-- county_recommended_at: 最近县区推荐时间
-- recommended_at: 最近市推荐时间
-- listed_on: 揭榜日期
-- period_end_month: 实施期到哪个月满
-- acceptance_result: 验收结论
-- review_result: 评审结论 — 评审表上写的；公示、公布、撤销以后怎样，看揭榜和阶段
-- review_score: 评审得分 (分)
-- quota_exemption: 免占名额理由
-- support_period: 支持数量按哪些批次合计
-- planned_basis: 计划投资取自 — 没有填写实施期内计划投资的按总投资计
-- quota_unknown: 有项目而名额未导入的市，各批次分别计 (个)
select
  p.project_id,
  d.batch,
  p.project_name,
  t.task_no,
  d.task,
  d.direction,
  p.applicant_id,
  p.applicant,
  d.applicant_type,
  d.ownership,
  p.group_name,
  d.city,
  d.county,
  d.stage,
  r.rank,
  s.submitted_at,
  s.county_recommended_at,
  s.recommended_at,
  s.listed_on,
  s.concluded_on,
  s.acceptance_result,
  s.review_result,
  s.review_score,
  l.batches as support_period,
  p.period_start,
  p.period_end,
  strftime(p.period_end, '%Y-%m') as period_end_month,
  x.quota_exemption,
  d.* exclude (project_id, batch, task, direction, applicant_type, ownership, city, county, stage),
  m.* exclude (project_id),
  p.planned_basis,
  q.* exclude (batch, city, source_file, source_sheet, source_row),
  p.source_file,
  p.source_sheet,
  p.source_row,
from validated.applications as p
join lifecycle.dimensions as d using (project_id)
join lifecycle.taxonomy as t using (project_id)
join lifecycle.standing as s using (project_id)
join lifecycle.exemption as x using (project_id)
join lifecycle.measures as m using (project_id)
left join marts.quotas as q on false
left join lifecycle.limit_periods as l on l.batch = d.batch and l.rule = 'direction_support_cap'
left join known.recommendations as r on r.project_id = p.project_id and r.batch = p.batch and r.city = p.city
order by p.project_id
