with called as (
  select
    l.direction,
    l.batch,
    arg_max(l.shown_direction, l.notice_no) as shown_direction,
    max(l.notice_no) as notice_no,
    arg_max(l.position, l.notice_no) as position,
  from direction_lines as l
  group by l.direction, l.batch
),
named as (
  select c.* replace (coalesce(k.shown_direction, c.direction) as direction), k.notice_no, k.position,
  from cube as c
  left join called as k using (batch, direction)
  where c.projects > 0
)
select
  n.direction,
  metrics.applied(n) as applied,
  metrics.county_recommended(n) as county_recommended,
  metrics.recommended(n) as recommended,
  metrics.listed(n) as listed,
  metrics.in_progress(n) as in_progress,
  metrics.accepted(n) as accepted,
  metrics.supported(n) as supported,
from named as n
group by n.direction
order by max(n.notice_no) desc nulls last, arg_max(n.position, n.notice_no), n.direction
