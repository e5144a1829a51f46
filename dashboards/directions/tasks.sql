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
)
select
  l.task,
  l.direction,
  metrics.applied(f) as applied,
  metrics.recommended(f) as recommended,
  metrics.listed(f) as listed,
  metrics.accepted(f) as accepted,
  metrics.supported(f) as supported,
from listed as l
left join folded as f on f.task = l.task and f.direction = l.direction
group by l.task, l.direction, l.task_no
order by l.task_no, l.direction, l.task
