-- over: 是否超额
with sums as (
  select city, metrics.quota_used(c) as quota_used, metrics.quota(c) as quota, metrics.recommendation_rate(c) as recommendation_rate,
  from cube as c
  group by city
)
select city, quota_used, quota, recommendation_rate, quota_used > quota as over,
from sums
left join reference.cities using (city)
order by code;
