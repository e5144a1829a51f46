-- title: 没有流程记录而评审揭榜、有验收结论、下达了奖补的，都算作揭榜，照样核查
-- left: 各表里没有流程记录的
-- right: 揭榜无流程记录
-- right_metric: listed_without_log
with logged as (
  select distinct project_id
  from known.events
),
told as (
  select p.project_id, p.batch
  from known.reviews as r
  join validated.applications as p using (project_id)
  join reference.results as n on n.batch = p.batch and n.result = r.result
  where n.means = 'listed'
  union
  select p.project_id, p.batch
  from lifecycle.acceptances as a
  join validated.applications as p using (project_id)
  where a.result in ('通过', '不通过', '终止')
  union
  select p.project_id, p.batch
  from known.subsidies as y
  join validated.applications as p using (project_id)
  group by p.project_id, p.batch
  having sum(y.subsidy_allocated) > 0
),
sides as (
  select t.batch, count(*) as told, 0 as listed
  from told as t
  anti join logged using (project_id)
  group by t.batch
  union all
  select batch, 0, sum(listed_without_log)
  from marts.projects
  group by batch
)
select b.batch || ' 揭榜无流程记录' as what, b.batch, coalesce(sum(s.told), 0) as left_side, coalesce(sum(s.listed), 0) as right_side
from reference.batches as b
left join sides as s using (batch)
group by b.batch
order by b.batch
