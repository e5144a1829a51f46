-- title: 公布后撤销揭榜
-- subject: project
-- reads: events[公布], events[撤销]
-- needs: steps.step[公布], steps.step[撤销]
-- published_on: 公布日期
-- revoked_on: 撤销日期
-- 各批次都看，限公布过的。撤销以后没有再公布的，从撤销那天起不算揭榜；撤销以后的奖补见“未通过验收即奖补”。
select
  project_id as subject_id,
  if(is_revoked, 'fail', 'pass') as verdict,
  case
    when is_revoked then format('{} 公布，{} 撤销，此后不算揭榜', published_on, revoked_on)
    when revoked_on is not null then format('{} 撤销过，{} 又公布', revoked_on, published_on)
    else format('{} 公布，没有撤销', published_on)
  end as message,
  {published_on: published_on, revoked_on: revoked_on} as evidence,
from lifecycle.followed_projects
where published_on is not null
