-- title: 评审、验收、奖补过的项目，没有流程记录的也都在跟踪之列，照样核查
-- left: 各表里没有流程记录的
-- right: 跟踪着的
with logged as (
  select distinct project_id
  from validated.events
),
told as (
  select project_id, '揭榜' as what
  from validated.reviews as r
  join validated.applications as p using (project_id)
  join reference.results as n on n.batch = p.batch and n.result = r.result
  where n.means = 'listed'
  union
  select project_id, '有验收记录'
  from validated.acceptances
  union
  select project_id, '有奖补记录'
  from validated.subsidies
),
followed as (
  select project_id, unnest([if(review_means = 'listed', '揭榜', null), if(acceptance_result is not null, '有验收记录', null), if(has_money, '有奖补记录', null)]) as what
  from lifecycle.followed_projects
  where not has_log
),
sides as (
  select p.batch, t.what, count(*) as told, 0 as followed
  from told as t
  join validated.applications as p using (project_id)
  anti join logged using (project_id)
  group by p.batch, t.what
  union all
  select p.batch, f.what, 0, count(*)
  from followed as f
  join validated.applications as p using (project_id)
  where f.what is not null
  group by p.batch, f.what
)
select concat_ws(' ', b.batch, k.what || '而无流程记录') as what, b.batch,
  coalesce(sum(s.told), 0) as left_side, coalesce(sum(s.followed), 0) as right_side
from reference.batches as b
cross join (select unnest(['揭榜', '有验收记录', '有奖补记录']) as what) as k
left join sides as s on s.batch = b.batch and s.what = k.what
group by b.batch, k.what
order by b.batch, k.what
