-- title: 受本通知审核的项目
-- grain: 已提交且未撤回、批次的通知在手边的项目一行
-- passing: 只有各条规则用
-- latest_start: 起始最晚可能是哪一天，只写到月的是那个月的最后一天；earliest_end 相同，是那个月的第一天。
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
  if(p.is_start_to_the_month, last_day(p.period_start), p.period_start) as latest_start,
  if(p.is_end_to_the_month, date_trunc('month', p.period_end)::date, p.period_end) as earliest_end,
  p.site,
  t.direction,
  coalesce(d.is_carrier, false) as is_carrier,
  b.year,
  b.notice,
  b.notice_on,
  b.period_end_by,
  b.as_of,
from validated.applications as p
join lifecycle.standing as s using (project_id)
join lifecycle.taxonomy as t using (project_id)
join reference.batches as b using (batch)
left join reference.directions as d on d.batch = p.batch and d.direction = t.direction
where s.is_submitted and b.is_at_hand
