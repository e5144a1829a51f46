-- title: 受本通知审核的项目
-- grain: 已提交且未撤回、批次的通知在手边的项目一行
select
  p.project_id,
  p.batch,
  p.project_name,
  p.applicant_id,
  p.applicant,
  p.applicant_type,
  p.ownership,
  p.group_name,
  p.is_subsidiary,
  p.has_provincial_letter,
  p.city,
  p.construction,
  p.period_start,
  p.period_end,
  p.site,
  t.direction,
  coalesce(d.is_carrier, false) as is_carrier,
  b.notice_on,
  b.period_end_by,
  b.as_of,
from validated.applications as p
join lifecycle.standing as s using (project_id)
join lifecycle.taxonomy as t using (project_id)
join reference.batches as b using (batch)
left join reference.directions as d on d.batch = p.batch and d.direction = t.direction
where s.is_submitted and b.notice is not null
