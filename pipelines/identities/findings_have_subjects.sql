-- title: 每条审核结论都有其对象，一条规则对一个批次的一个对象只有一个结论
with subjects as (
  select 'project' as subject_kind, project_id as subject_id from marts.projects
  union
  select 'organisation', organisation_id from marts.organisations
  union
  select 'group', group_name from marts.projects
  union
  select 'city', city from reference.cities
  union
  select 'direction', direction from reference.directions
)
select rule, subject_kind, subject_id, batch, count(*) as verdicts, bool_or(s.subject_id is not null) as is_known,
from marts.findings as f
left join subjects as s using (subject_kind, subject_id)
group by rule, subject_kind, subject_id, batch
having count(*) > 1 or not bool_or(s.subject_id is not null)
