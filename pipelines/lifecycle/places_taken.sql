-- title: 占用年度名额的项目
-- grain: 一个单位一个年度因一个项目占用一个名额一行；结转的以计数时点为准，计数时点以后的项目 (is_later) 不计
-- passing: 占用名额的项目里有
-- is_returned: 截止时退回着、此后再没有提交的，不占名额
-- is_open: 结转不结转，通知还没有录入
-- today: 结转的到截至日不再占用的，怎样了
select
  c.organisation_id,
  c.year,
  p.project_id,
  p.is_lead,
  false as is_carried_over,
  p.deadline_on > c.counted_on as is_later,
  p.is_declared as in_declared,
  p.is_submitted and not p.is_declared as is_returned,
  p.is_listed as in_listed,
  false as is_open,
  null as today,
from lifecycle.counted_at as c
join lifecycle.participants as p on p.organisation_id = c.organisation_id and p.year = c.year
where p.is_submitted or p.is_listed
union all
select c.organisation_id, c.year, r.project_id, r.is_lead, true, false, true, false, true, r.is_open, r.today,
from lifecycle.counted_at as c
join lifecycle.carried as r on r.organisation_id = c.organisation_id and r.into_batch = c.counted_batch
where r.is_certain
