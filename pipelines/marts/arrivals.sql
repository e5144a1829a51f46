-- title: 提交和推荐
-- grain: 一条提交、县区推荐、市推荐的流程记录一行，对着它的截止时间：提交对填报截止，推荐对市推荐截止
-- names: project_id, project_name, applicant, batch, city, step, happened_at
-- step: 环节
-- arrived_on: 提交、推荐日
-- has_time: 写明钟点
-- hour: 到哪一个整点 — 写明钟点的，不到一小时的按到下一个整点；只写到日的没有
-- due: 截止
-- submissions: 提交 (次, count)
-- county_recommendations: 县区推荐 (次, count)
-- city_recommendations: 市推荐 (次, count)
-- timed: 写明钟点，截止以前（含） (次, count) — 截止时间未知的未知，不是 0
-- after: 写明钟点，截止以后 (次, count) — 截止时间未知的未知，不是 0
-- before_day: 只写到日，截止日以前 (次, count) — 截止时间未知的未知，不是 0
-- that_day: 只写到日，截止当日，先后不明 (次, count) — 截止时间未知的未知，不是 0
-- after_day: 只写到日，截止日以后 (次, count) — 截止时间未知的未知，不是 0
-- no_deadline: 截止时间未知 (次, count)
with told as (
  select
    e.* exclude (seq, result, level, reason),
    p.applicant,
    if(e.step = '提交', b.submit_by, b.recommend_by) as due_at,
    date_trunc('hour', e.happened_at) as begun,
  from marts.events as e
  join marts.projects as p using (project_id)
  join reference.batches as b on b.batch = e.batch
  where e.step in ('提交', '县区推荐', '市推荐')
)
select
  * exclude (due_at, begun),
  happened_at::date as arrived_on,
  strftime(due_at, '%Y-%m-%d %H:%M') as due,
  if(has_time, strftime(begun + if(happened_at > begun, interval 1 hour, interval 0 hours), '%Y-%m-%d %H:%M'), null) as hour,
  (step = '提交')::integer as submissions,
  (step = '县区推荐')::integer as county_recommendations,
  (step = '市推荐')::integer as city_recommendations,
  case when due_at is not null then (has_time and happened_at <= due_at)::integer end as timed,
  case when due_at is not null then (has_time and happened_at > due_at)::integer end as after,
  case when due_at is not null then (not has_time and happened_at::date < due_at::date)::integer end as before_day,
  case when due_at is not null then (not has_time and happened_at::date = due_at::date)::integer end as that_day,
  case when due_at is not null then (not has_time and happened_at::date > due_at::date)::integer end as after_day,
  (due_at is null)::integer as no_deadline,
from told
order by project_id, happened_at, step
