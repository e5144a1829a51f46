select
  c.direction,
  metrics.applied(c) as applied,
  metrics.county_recommended(c) as county_recommended,
  metrics.recommended(c) as recommended,
  metrics.listed(c) as listed,
  metrics.in_progress(c) as in_progress,
  metrics.accepted(c) as accepted,
  metrics.supported(c) as supported,
from cube as c
left join (select distinct direction, position from reference.directions) as d using (direction)
where c.projects > 0
group by c.direction, d.position
order by d.position nulls last, c.direction
