-- beside: city
-- standing: 位次 — 由本表各行的名额使用率得出
-- quota_note: 名额说明
-- 使用率没有的不排；一样的并列。
with counted as (
  select
    c.city,
    metrics.quota(c) as quota,
    metrics.quota_used(c) as quota_used,
    metrics.quota_free(c) as quota_free,
    metrics.quota_over(c) as quota_over,
    metrics.quota_use_rate(c) as quota_use_rate,
    case
      when count(c.quota) = 0 then '名额未导入'
      when sum(c.quota_unknown) > 0 then '部分批次名额未导入'
    end as quota_note,
  from province_cube as c
  group by c.city
)
select
  case when c.quota_use_rate is not null then rank() over (order by c.quota_use_rate desc nulls last) end as standing,
  c.city,
  c.quota_use_rate,
  c.quota_used,
  c.quota,
  c.quota_over,
  c.quota_free,
  c.quota_note,
from counted as c
join reference.cities as r on r.city = c.city
order by standing nulls last, r.code
