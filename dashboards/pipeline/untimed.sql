-- keys: batch, step
-- step: 环节
-- due: 截止
-- timed: 写明钟点，截止以前（含） (次, count)
-- after: 写明钟点，截止以后 (次, count)
-- that_day: 只写到日，截止当日，先后不明 (次, count)
-- before_day: 只写到日，截止日以前 (次, count)
-- after_day: 只写到日，截止日以后 (次, count)
-- no_deadline: 截止时间未知 (次, count)
select
  e.batch,
  e.step,
  strftime(if(e.step = '提交', b.submit_by, b.recommend_by), '%Y-%m-%d %H:%M') as due,
  count_if(e.has_time and e.happened_at <= if(e.step = '提交', b.submit_by, b.recommend_by)) as timed,
  count_if(e.has_time and e.happened_at > if(e.step = '提交', b.submit_by, b.recommend_by)) as after,
  count_if(not e.has_time and e.happened_at::date = if(e.step = '提交', b.submit_by, b.recommend_by)::date) as that_day,
  count_if(not e.has_time and e.happened_at::date < if(e.step = '提交', b.submit_by, b.recommend_by)::date) as before_day,
  count_if(not e.has_time and e.happened_at::date > if(e.step = '提交', b.submit_by, b.recommend_by)::date) as after_day,
  count_if(if(e.step = '提交', b.submit_by, b.recommend_by) is null) as no_deadline,
from events as e
join reference.batches as b on b.batch = e.batch
where e.step in ('提交', '县区推荐', '市推荐')
group by e.batch, e.step, b.submit_by, b.recommend_by
order by e.batch desc, list_position(['提交', '县区推荐', '市推荐'], e.step)
