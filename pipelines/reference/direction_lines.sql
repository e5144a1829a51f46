-- title: 方向的沿革
-- grain: 一个批次的一个方向、此后（含当时）一个批次一行：后面那个批次（shown_in）的通知叫它什么；通知没有写明承接、名称也不同的，没有这一行
-- 一份通知里有两个方向都承接它的，分不清，也没有这一行。
with recursive notices as (
  select notice, row_number() over (order by min(notice_on) nulls first, notice) as notice_no,
  from reference.batches
  semi join reference.directions using (notice)
  group by notice
),
listed as (
  select distinct notice, notice_no, direction, position, succeeds,
  from reference.directions
  join notices using (notice)
),
followed as (
  select notice, direction, notice_no, direction as shown_direction, position
  from listed
  union all
  select f.notice, f.direction, l.notice_no, l.direction as shown_direction, l.position
  from followed as f
  join listed as l on l.notice_no = f.notice_no + 1 and (l.direction = f.shown_direction or list_contains(l.succeeds, f.shown_direction))
),
clear as (
  select notice, direction, notice_no, min(shown_direction) as shown_direction, min(position) as position
  from followed
  group by notice, direction, notice_no
  having count(distinct shown_direction) = 1
)
select b.batch, c.direction, s.batch as shown_in, c.shown_direction, c.notice_no, c.position,
from clear as c
join reference.batches as b using (notice)
join notices as n on n.notice_no = c.notice_no
join reference.batches as s on s.notice = n.notice
order by b.batch, shown_in, c.position
