-- title: 参与单位
-- grain: 一个项目的一个参与单位一行，牵头与联合都在内；一个单位在一个项目里只算一次
-- is_carried_over: 往年批次揭榜、到计算日尚无验收结论也未终止，占用 carried_into_year 的名额；计算日是占用名额的那个年度的。
-- is_perhaps_carried_over: 同上，但验收日期未填，到计算日有没有结论不明；不占名额。
with years as (
  select year, max(as_of) as as_of,
  from reference.batches
  where notice is not null
  group by year
),
members as (
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
    and not (s.is_concluded and coalesce(s.concluded_on <= y.as_of, true))
    and not (s.is_terminated and coalesce(coalesce(s.stopped_on, s.concluded_on) <= y.as_of, true)) as is_carried_over,
  s.is_listed and b.carried_into_year is not null and s.is_concluded and s.concluded_on is null and not s.is_terminated as is_perhaps_carried_over,
from members as m
join validated.applications as p using (project_id)
join lifecycle.standing as s using (project_id)
join reference.batches as b using (batch)
left join years as y on y.year = b.carried_into_year
