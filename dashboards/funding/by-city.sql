with places as (
  select distinct city
  from quotas
)
select
  p.city,
  metrics.verified_investment(c) as verified_investment,
  coalesce(sum(c.verified), 0) as verified,
  sum(c.planned_of_verified) as planned_of_verified,
  sum(c.verified_of_planned) as verified_of_planned,
  metrics.investment_completion_rate(c) as investment_completion_rate,
  sum(c.declared_of_verified) as declared_of_verified,
  sum(c.reduced_of_declared) as reduced_of_declared,
  metrics.investment_reduction_rate(c) as investment_reduction_rate,
  metrics.subsidy_allocated(c) as subsidy_allocated,
  sum(c.subsidy_of_verified) as subsidy_of_verified,
  sum(c.verified_of_supported) as verified_of_supported,
  coalesce(sum(c.supported_verified), 0) as supported_verified,
  metrics.subsidy_intensity(c) as subsidy_intensity,
  metrics.leverage(c) as leverage,
from places as p
join reference.cities as r on r.city = p.city
left join cube as c on c.city = p.city
group by p.city, r.code
order by r.code
