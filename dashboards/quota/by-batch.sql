-- quota_unknown: 名额未导入的市 (个)
select
  c.batch,
  metrics.quota(c) as quota,
  metrics.quota_used(c) as quota_used,
  metrics.quota_remaining(c) as quota_remaining,
  metrics.quota_use_rate(c) as quota_use_rate,
  metrics.quota_exempt(c) as quota_exempt,
  sum(c.quota_unknown) as quota_unknown,
from cells as c
group by c.batch
order by c.batch
