-- at: 时间
-- submitted: 提交，累计 (次, count)
-- by_county: 县区推荐，累计 (次, count)
-- by_city: 市推荐，累计 (次, count)
-- submit_by: 填报截止
-- recommend_by: 市推荐截止
with last as (
  select max_by(e.batch, b.submit_by) as batch,
  from events as e
  join reference.batches as b on b.batch = e.batch
  where b.submit_by is not null and e.step = '提交'
),
timed as (
  select
    date_trunc('hour', e.happened_at) + if(e.happened_at > date_trunc('hour', e.happened_at), interval 1 hour, interval 0 hours) as hour,
    e.step,
    b.batch,
    b.submit_by,
    b.recommend_by,
  from events as e
  join last as l on l.batch = e.batch
  join reference.batches as b on b.batch = e.batch
  where e.has_time and e.step in ('提交', '县区推荐', '市推荐')
),
hours as (
  select
    batch,
    hour,
    submit_by,
    recommend_by,
    count_if(step = '提交') as submitted,
    count_if(step = '县区推荐') as by_county,
    count_if(step = '市推荐') as by_city,
  from timed
  group by batch, hour, submit_by, recommend_by
)
select
  batch,
  strftime(hour, '%Y-%m-%d %H:%M') as at,
  sum(submitted) over before as submitted,
  sum(by_county) over before as by_county,
  sum(by_city) over before as by_city,
  strftime(submit_by, '%Y-%m-%d %H:%M') as submit_by,
  strftime(recommend_by, '%Y-%m-%d %H:%M') as recommend_by,
from hours
window before as (order by hour)
order by hour
