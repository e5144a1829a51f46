with called as (
  select
    l.task,
    l.direction,
    l.batch,
    arg_max(l.shown_task, l.notice_no) as shown_task,
    arg_max(l.shown_direction, l.notice_no) as shown_direction,
    max(l.notice_no) as notice_no,
    arg_max(l.task_no, l.notice_no) as task_no,
  from task_lines as l
  group by l.task, l.direction, l.batch
),
named as (
  select
    c.* replace (
      coalesce(k.shown_task, c.task) as task,
      coalesce(k.shown_direction, c.direction) as direction
    ),
    k.notice_no,
    k.task_no,
  from cube as c
  left join called as k using (batch, task, direction)
  where c.projects > 0
),
listed as (
  select task, direction, max(notice_no) as notice_no, arg_max(task_no, notice_no) as task_no
  from (
    select shown_task as task, shown_direction as direction, notice_no, task_no
    from called
    where notice_no = (select max(notice_no) from called)
    union all
    select task, direction, notice_no, task_no
    from named
  )
  group by task, direction
)
select
  l.task,
  l.direction,
  metrics.applied(n) as applied,
  metrics.recommended(n) as recommended,
  metrics.listed(n) as listed,
  metrics.accepted(n) as accepted,
  metrics.supported(n) as supported,
from listed as l
left join named as n on n.task = l.task and n.direction = l.direction
group by l.task, l.direction, l.notice_no, l.task_no
order by l.notice_no desc nulls last, l.task_no, l.direction, l.task
