select
  c.batch,
  c.city,
  metrics.quota(c) as quota,
  metrics.quota_used(c) as quota_used,
  metrics.quota_remaining(c) as quota_remaining,
  metrics.quota_use_rate(c) as quota_use_rate,
from cube as c
group by c.batch, c.city
having metrics.quota_remaining(c) < 0
order by quota_remaining, c.batch, c.city
