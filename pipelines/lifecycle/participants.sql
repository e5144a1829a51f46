-- title: 参与单位
-- grain: 一个项目的一个参与单位一行，牵头与联合都在内；一个单位在一个项目里只算一次
with members as (
  select project_id, applicant_id as organisation_id, true as is_lead,
  from validated.applications
  union all
  select distinct project_id, organisation_id, false,
  from (select project_id, applicant_id, unnest(partner_ids) as organisation_id from validated.applications)
  where organisation_id <> applicant_id
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
  s.is_listed,
from members as m
join validated.applications as p using (project_id)
join lifecycle.standing as s using (project_id)
join reference.batches as b using (batch)
