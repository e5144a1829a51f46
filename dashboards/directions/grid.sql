with known as (
  select task, direction, min(task_no) as task_no
  from reference.tasks
  group by task, direction
),
folded as (
  select
    * replace (if(direction = '未映射', direction, task) as task),
  from cube
  where projects > 0
),
found as (
  select task, direction, 1000 as task_no
  from folded
  group by task, direction
),
listed as (
  select task, direction, min(task_no) as task_no
  from (from known union all from found)
  group by task, direction
),
places as (
  select distinct city
  from quotas
)
select
  p.city,
  l.task,
  l.direction,
  metrics.applied(f) as applied,
from places as p
join reference.cities as r on r.city = p.city
cross join listed as l
left join folded as f on f.city = p.city and f.task = l.task and f.direction = l.direction
group by p.city, r.code, l.task, l.direction, l.task_no
order by r.code, l.task_no, l.direction, l.task
