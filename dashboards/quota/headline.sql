-- quota_unknown: 名额未导入的市 (个)
select
  metrics.quota(c) as quota,
  sum(c.quota_unknown) as quota_unknown,
  metrics.quota_used(c) as quota_used,
  metrics.quota_remaining(c) as quota_remaining,
  metrics.quota_use_rate(c) as quota_use_rate,
  metrics.quota_exempt(c) as quota_exempt,
  metrics.applied(c) as applied,
  metrics.recommended(c) as recommended,
  metrics.recommendation_rate(c) as recommendation_rate,
from cells as c
