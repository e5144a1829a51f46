-- quota_note: 名额说明
-- quota_unknown: 其中有项目的 (个)
with handed as (
  select
    case
      when count(quota) = 0 then '名额未导入'
      when sum(quota_unknown) > 0 then '部分名额未导入'
    end as quota_note,
  from quotas
)
select
  metrics.quota(c) as quota,
  sum(c.quota_missing) as quota_missing,
  sum(c.quota_unknown) as quota_unknown,
  metrics.quota_used(c) as quota_used,
  metrics.quota_free(c) as quota_free,
  metrics.quota_over(c) as quota_over,
  metrics.quota_use_rate(c) as quota_use_rate,
  metrics.quota_exempt(c) as quota_exempt,
  metrics.recommended(c) as recommended,
  metrics.recommendation_rate(c) as recommendation_rate,
  h.quota_note,
from handed as h
left join cube as c on true
group by h.quota_note
