with places as (
  select distinct city
  from quotas
)
select
  p.city,
  metrics.quota(c) as quota,
  metrics.quota_used(c) as quota_used,
  metrics.quota_remaining(c) as quota_remaining,
  metrics.quota_exempt(c) as quota_exempt,
from places as p
join reference.cities as r on r.city = p.city
left join cells as c on c.city = p.city
group by p.city, r.code
order by r.code
