-- quota_note: 名额说明
with places as (
  select
    city,
    case
      when count(quota) = 0 then '名额未导入'
      when sum(quota_unknown) > 0 then '部分批次名额未导入'
    end as quota_note,
  from quotas
  group by city
)
select
  p.city,
  metrics.quota(c) as quota,
  metrics.quota_used(c) as quota_used,
  metrics.quota_free(c) as quota_free,
  metrics.quota_over(c) as quota_over,
  metrics.quota_use_rate(c) as quota_use_rate,
  metrics.quota_exempt(c) as quota_exempt,
  metrics.recommended(c) as recommended,
  p.quota_note,
from places as p
join reference.cities as r on r.city = p.city
left join cube as c on c.city = p.city
group by p.city, p.quota_note, r.code
order by r.code
