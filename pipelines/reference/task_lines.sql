-- title: 任务的沿革
-- grain: 一个批次的一项任务、此后（含当时）一个批次一行：后面那个批次（shown_in）的通知叫它什么、归在哪个方向；通知没有写明承接、名称也不同的，换了方向的，没有这一行
-- 一份通知里有两项任务都承接它的，分不清，也没有这一行。
with recursive notices as (
  select notice, row_number() over (order by min(notice_on) nulls first, notice) as notice_no,
  from reference.batches
  semi join reference.tasks using (notice)
  group by notice
),
listed as (
  select distinct notice, notice_no, task, coalesce(direction, '通知未录') as direction, task_no, succeeds,
  from reference.tasks
  join notices using (notice)
),
directions as (
  select distinct b.notice, l.direction, s.notice as shown_by, l.shown_direction,
  from reference.direction_lines as l
  join reference.batches as b using (batch)
  join reference.batches as s on s.batch = l.shown_in
),
followed as (
  select notice, task, direction, notice_no, task as shown_task, direction as shown_direction, task_no
  from listed
  union all
  select f.notice, f.task, f.direction, l.notice_no, l.task as shown_task, l.direction as shown_direction, l.task_no
  from followed as f
  join listed as l on l.notice_no = f.notice_no + 1 and (l.task = f.shown_task or list_contains(l.succeeds, f.shown_task))
  semi join directions as d on d.notice = f.notice and d.direction = f.direction and d.shown_by = l.notice and d.shown_direction = l.direction
),
clear as (
  select notice, task, direction, notice_no, min(shown_task) as shown_task, min(shown_direction) as shown_direction, min(task_no) as task_no
  from followed
  group by notice, task, direction, notice_no
  having count(distinct shown_task) = 1
)
select b.batch, c.task, c.direction, s.batch as shown_in, c.shown_task, c.shown_direction, c.notice_no, c.task_no,
from clear as c
join reference.batches as b using (notice)
join notices as n on n.notice_no = c.notice_no
join reference.batches as s on s.notice = n.notice
order by b.batch, shown_in, c.task_no
