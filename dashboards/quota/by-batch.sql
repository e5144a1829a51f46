-- quota_note: 名额说明
-- quota_unknown: 其中有项目的 (个)
with batches as (
  select
    batch,
    case
      when count(quota) = 0 then '名额未导入'
      when sum(quota_unknown) > 0 then '部分市名额未导入'
    end as quota_note,
  from quotas
  group by batch
)
select
  c.batch,
  metrics.quota(c) as quota,
  metrics.quota_used(c) as quota_used,
  metrics.quota_free(c) as quota_free,
  metrics.quota_over(c) as quota_over,
  metrics.quota_use_rate(c) as quota_use_rate,
  metrics.quota_exempt(c) as quota_exempt,
  sum(c.quota_missing) as quota_missing,
  sum(c.quota_unknown) as quota_unknown,
  b.quota_note,
from cube as c
join batches as b on b.batch = c.batch
group by c.batch, b.quota_note
order by c.batch
