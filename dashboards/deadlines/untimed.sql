-- keys: batch, step
-- closes: 截止
select
  a.batch,
  a.step,
  a.due as closes,
  sum(a.timed) as timed,
  sum(a.after) as after,
  sum(a.that_day) as that_day,
  sum(a.before_day) as before_day,
  sum(a.after_day) as after_day,
  sum(a.no_deadline) as no_deadline,
from arrivals as a
group by a.batch, a.step, a.due
order by a.batch desc, list_position(['提交', '县区推荐', '市推荐'], a.step)
