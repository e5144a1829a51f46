select
  c.batch,
  c.city,
  metrics.quota(c) as quota,
  metrics.quota_used(c) as quota_used,
  metrics.quota_over(c) as quota_over,
  metrics.quota_use_rate(c) as quota_use_rate,
from cube as c
group by c.batch, c.city
having metrics.quota_over(c) > 0 or (metrics.quota(c) > 0 and metrics.quota_over(c) is null and coalesce(sum(c.quota_unknown), 0) = 0)
order by quota_over desc nulls last, c.batch, c.city
