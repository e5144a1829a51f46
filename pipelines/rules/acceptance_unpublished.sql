-- title: 验收通过未发布
-- subject: project
-- reads: acceptances
-- 各批次都看，限验收通过的。
select
  project_id as subject_id,
  if(released_on is null, 'fail', 'pass') as verdict,
  if(released_on is null, '验收通过，没有发布日期', format('验收通过，{} 发布', released_on)) as message,
  {concluded_on: concluded_on, published_on: released_on} as evidence,
from lifecycle.followed_projects
where is_accepted
