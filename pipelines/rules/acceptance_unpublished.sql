-- title: 验收通过未发布
-- subject: project
-- reads: acceptances
-- 各批次都看，限验收通过的。
select
  p.project_id as subject_id,
  if(a.published_on is null, 'fail', 'pass') as verdict,
  if(a.published_on is null, '验收通过，没有发布日期', format('验收通过，{} 发布', a.published_on)) as message,
  {concluded_on: a.concluded_on, published_on: a.published_on} as evidence,
from marts.projects as p
join validated.acceptances as a using (project_id)
where p.applied = 1 and p.accepted = 1
