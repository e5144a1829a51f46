-- title: 验收通过未发布
-- subject: project
-- reads: acceptances
-- settle: 在验收结果表里把发布日期写成年月日。
-- released_on: 发布日期
-- 各批次都看，限验收通过的。
select
  project_id as subject_id,
  case when released_on is not null then 'pass' when is_release_unread then 'review' else 'fail' end as verdict,
  case
    when released_on is not null then format('验收通过，{} 发布', released_on)
    when is_release_unread then '验收通过，发布日期写了但读不出，不能判断发布没有'
    else '验收通过，没有发布日期'
  end as message,
  {concluded_on: concluded_on, released_on: released_on} as evidence,
from lifecycle.followed_projects
where is_accepted
