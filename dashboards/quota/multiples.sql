-- beside: batch, city
-- quota_note: 名额说明
select
  c.batch,
  c.city,
  metrics.quota_used(c) as quota_used,
  metrics.quota(c) as quota,
  metrics.quota_over(c) as quota_over,
  metrics.quota_free(c) as quota_free,
  case when count(c.quota) = 0 then '名额未导入' end as quota_note,
from province_cube as c
join reference.cities as r on r.city = c.city
group by c.batch, c.city, r.code
order by c.batch, r.code
