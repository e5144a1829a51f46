with known as (
  select direction, min(position) as position
  from reference.directions
  group by direction
),
found as (
  select direction, 1000 as position
  from cube
  where projects > 0
  group by direction
),
listed as (
  select direction, min(position) as position
  from (from known union all from found)
  group by direction
)
select
  l.direction,
  metrics.applied(c) as applied,
  metrics.recommendation_rate(c) as recommendation_rate,
  metrics.listed(c) as listed,
  metrics.listing_rate(c) as listing_rate,
  metrics.in_progress(c) as in_progress,
  metrics.acceptance_rate(c) as acceptance_rate,
  metrics.support_coverage(c) as support_coverage,
  metrics.total_investment(c) as total_investment,
from listed as l
left join cube as c on c.direction = l.direction
group by l.direction, l.position
order by l.position, l.direction
