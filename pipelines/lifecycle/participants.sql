-- title: 参与单位
-- grain: 一个项目的一个参与单位一行，牵头与联合都在内；一个单位在一个项目里只算一次
-- is_carried_over: 往年批次揭榜、到计算日尚无验收结论也未终止，占用 carried_into_year 的名额。
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
  b.carried_into_year,
  s.is_submitted,
  s.is_listed,
  s.is_listed
    and b.carried_into_year is not null
    and not (s.is_concluded and coalesce(s.concluded_on <= b.as_of, true))
    and not (s.is_terminated and coalesce(coalesce(s.stopped_on, s.concluded_on) <= b.as_of, true)) as is_carried_over,
from members as m
join validated.applications as p using (project_id)
join lifecycle.standing as s using (project_id)
join reference.batches as b using (batch)
