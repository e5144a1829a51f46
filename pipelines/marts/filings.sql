-- title: 申报和推荐
-- grain: 一个项目一行：申报表里填的、推荐汇总表里排的；联系人和电话不在里面
-- names: project_id, project_name, applicant, batch, city, direction
-- task_filed: 申报任务 — 申报表里填的那一项，照它那个批次的榜单称呼
-- task_no: 任务序号
-- partner_ids: 联合单位信用代码 — 几个单位之间用分号
-- planned_filed: 填写的实施期内计划投资 (元, yuan) — 申报表里空着的为空，不按总投资计
-- rank: 推荐排序 — 推荐市的推荐汇总表里的；别的市表里的不算
-- posted_on: 纸质材料邮寄日期
-- recommended: 市推荐有效 (个, count)
-- quota_used: 占用名额 (个, count)
-- quota_exempt: 不占名额 (个, count)
-- quota_exemption: 免占名额理由
select
  p.project_id,
  p.project_name,
  d.* exclude (project_id),
  p.task as task_filed,
  t.task_no,
  p.applicant_id,
  p.applicant,
  p.group_name,
  p.is_subsidiary,
  p.has_provincial_letter,
  array_to_string(p.partner_ids, '；') as partner_ids,
  p.construction,
  p.period_start,
  p.period_end,
  p.site,
  p.total_investment,
  if(p.planned_basis = '计划投资', p.planned_investment, null) as planned_filed,
  p.data_security_self,
  r.rank,
  r.posted_on,
  m.recommended,
  m.quota_used,
  m.quota_exempt,
  x.quota_exemption,
  p.source_file,
  p.source_sheet,
  p.source_row,
from validated.applications as p
join lifecycle.dimensions as d using (project_id)
join lifecycle.taxonomy as t using (project_id)
join lifecycle.measures as m using (project_id)
join lifecycle.exemption as x using (project_id)
left join known.recommendations as r on r.project_id = p.project_id and r.batch = p.batch and r.city = p.city
order by p.project_id
