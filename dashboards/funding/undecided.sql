select
  c.batch,
  metrics.listed(c) as listed,
  metrics.concluded(c) as concluded,
  metrics.conclusion_rate(c) as conclusion_rate,
  metrics.terminated(c) as terminated,
  metrics.in_progress(c) as in_progress,
from cube as c
group by c.batch
order by c.batch
