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
  metrics.verified_investment(c) as verified_investment,
  metrics.investment_completion_rate(c) as investment_completion_rate,
  metrics.investment_reduction_rate(c) as investment_reduction_rate,
  metrics.subsidy_allocated(c) as subsidy_allocated,
  metrics.subsidy_intensity(c) as subsidy_intensity,
  metrics.leverage(c) as leverage,
from listed as l
left join cube as c on c.direction = l.direction
group by l.direction, l.position
order by l.position, l.direction
