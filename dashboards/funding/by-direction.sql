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
  metrics.verified_investment(n) as verified_investment,
  metrics.investment_completion_rate(n) as investment_completion_rate,
  metrics.investment_reduction_rate(n) as investment_reduction_rate,
  metrics.subsidy_net(n) as subsidy_net,
  metrics.subsidy_intensity(n) as subsidy_intensity,
  metrics.leverage(n) as leverage,
from listed as l
left join named as n on n.direction = l.direction
group by l.direction, l.notice_no, l.position
order by l.notice_no desc nulls last, l.position, l.direction
