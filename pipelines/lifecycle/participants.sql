-- title: 参与单位
-- grain: 一个项目的一个参与单位一行，牵头与联合都在内；一个单位在一个项目里只算一次
-- passing: 只有名额和查重的各步用
-- is_declared: 已提交、未撤回，也没有在截止那天退回着而此后再没有提交
with members as (
  select project_id, applicant_id as organisation_id, true as is_lead,
  from validated.applications
  union all
  select distinct project_id, organisation_id, false,
  from (select project_id, applicant_id, unnest(partner_ids) as organisation_id from validated.applications)
  where organisation_id <> applicant_id
),
returns as (
  select project_id, max(seq) as seq, arg_max(happened_on, seq) as returned_on,
  from lifecycle.timeline
  where step = '退回' and not is_void
  group by project_id
)
select
  m.organisation_id,
  m.project_id,
  m.is_lead,
  p.batch,
  p.applicant,
  p.applicant_type,
  p.ownership,
  p.group_name,
  p.city,
  b.year,
  b.deadline_on,
  s.is_submitted,
  s.is_submitted and not coalesce(r.seq > s.submitted_seq and r.returned_on <= b.deadline_on, false) as is_declared,
  s.is_listed,
from members as m
join validated.applications as p using (project_id)
join lifecycle.standing as s using (project_id)
left join returns as r using (project_id)
join reference.batches as b using (batch)
