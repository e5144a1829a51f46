-- keys: project_id, step, told
-- told: 时间
-- standing: 对着截止时间
select
  if(a.has_time, strftime(a.happened_at, '%Y-%m-%d %H:%M'), a.happened_at::date::varchar) as told,
  a.step,
  a.project_id,
  a.project_name,
  a.applicant,
  a.batch,
  a.city,
  a.county,
  case
    when a.no_deadline = 1 then '截止时间未知'
    when a.after = 1 or a.after_day = 1 then '截止以后'
    when a.that_day = 1 then '截止当日，先后不明'
    else '截止以前'
  end as standing,
from arrivals as a
order by a.happened_at desc, a.project_id, a.step
