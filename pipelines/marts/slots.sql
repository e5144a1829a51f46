-- title: 占用名额的项目
-- grain: 一个单位一个年度因一个项目占用一个名额一行；往年在建未验收的，占用其结转年度的名额
-- searched: project_id
-- organisation_id: 统一社会信用代码
-- year: 年度
-- group_name: 所属集团，牵头项目计入其集团的
-- role: 牵头或联合
-- is_carried_over: 往年在建未验收
-- is_later: 计数时点以后的批次，不计
-- is_returned: 截止时退回着、此后再没有提交的，不计
-- today: 结转的项目到截至日不再占用的，怎样了
-- group_period: 集团限额按哪些批次合计
-- in_declared: 计入申报口径 (个, count)
-- in_listed: 计入入围口径 (个, count)
-- own: 牵头，申报口径 (个, count)
-- partner_in: 联合，申报口径 (个, count)
-- own_listed: 牵头，入围口径 (个, count)
-- partner_in_listed: 联合，入围口径 (个, count)
-- carried_over: 往年在建未验收 (个, count) — 结转不结转，通知还没有录入的为空
-- released: 集团限额不再计入 (个, count)
select
  t.organisation_id,
  t.year,
  t.project_id,
  p.project_name,
  p.batch,
  p.city,
  if(t.is_lead, g.group_name, null) as group_name,
  if(t.is_lead, '牵头', '联合') as role,
  t.is_carried_over,
  t.is_later,
  t.is_returned,
  t.today,
  g.group_period,
  t.in_declared::integer as in_declared,
  t.in_listed::integer as in_listed,
  (not t.is_carried_over and not t.is_later and t.is_lead and t.in_declared)::integer as own,
  (not t.is_carried_over and not t.is_later and not t.is_lead and t.in_declared)::integer as partner_in,
  (not t.is_carried_over and not t.is_later and t.is_lead and t.in_listed)::integer as own_listed,
  (not t.is_carried_over and not t.is_later and not t.is_lead and t.in_listed)::integer as partner_in_listed,
  if(t.is_open, null, t.is_carried_over::integer) as carried_over,
  (t.is_lead and not t.is_carried_over and t.in_declared and g.released is not null)::integer as released,
from lifecycle.places_taken as t
join validated.applications as p using (project_id)
left join lifecycle.groups as g using (project_id)
order by t.organisation_id, t.year, t.project_id
