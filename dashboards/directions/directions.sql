with called as (
  select
    l.direction,
    l.batch,
    arg_max(l.shown_direction, l.notice_no) as shown_direction,
    max(l.notice_no) as notice_no,
    arg_max(l.position, l.notice_no) as position,
  from direction_lines as l
  semi join task_lines as t on t.batch = l.batch and t.direction = l.direction
  group by l.direction, l.batch
),
named as (
  select c.* replace (coalesce(k.shown_direction, c.direction) as direction), k.notice_no, k.position,
  from cube as c
  left join called as k using (batch, direction)
  where c.projects > 0
),
listed as (
  select direction, max(notice_no) as notice_no, arg_max(position, notice_no) as position
  from (
    select shown_direction as direction, notice_no, position
    from called
    where notice_no = (select max(notice_no) from called)
    union all
    select direction, notice_no, position
    from named
  )
  group by direction
)
select
  l.direction,
  metrics.applied(n) as applied,
  metrics.recommendation_rate(n) as recommendation_rate,
  metrics.listed(n) as listed,
  metrics.listing_rate(n) as listing_rate,
  metrics.in_progress(n) as in_progress,
  metrics.acceptance_rate(n) as acceptance_rate,
  metrics.support_coverage(n) as support_coverage,
  metrics.total_investment(n) as total_investment,
from listed as l
left join named as n on n.direction = l.direction
group by l.direction, l.notice_no, l.position
order by l.notice_no desc nulls last, l.position, l.direction
