-- keys: city, county
-- waits_county: 停在县区 (个, count)
-- waits_city: 停在市里 (个, count)
-- overdue: 逾期未验收 (个, count)
-- broken: 条款不通过 (条, count)
-- in_review: 待核 (条, count)
with found as (
  select
    city,
    county,
    count_if(verdict = 'fail' and rule = 'acceptance_overdue') as overdue,
    count_if(verdict = 'fail') as broken,
    count_if(verdict = 'review') as in_review,
  from findings
  where project_id is not null
  group by city, county
),
counted as (
  select
    p.city,
    p.county,
    metrics.applied(p) as applied,
    count_if(p.stage = '已提交') as waits_county,
    count_if(p.stage = '县区已推荐') as waits_city,
    metrics.recommended(p) as recommended,
    metrics.quota_used(p) as quota_used,
    metrics.listed(p) as listed,
    metrics.accepted(p) as accepted,
  from projects as p
  group by p.city, p.county
)
select
  c.city,
  c.county,
  c.applied,
  c.waits_county,
  c.waits_city,
  c.recommended,
  c.quota_used,
  c.listed,
  c.accepted,
  coalesce(f.overdue, 0) as overdue,
  coalesce(f.broken, 0) as broken,
  coalesce(f.in_review, 0) as in_review,
from counted as c
left join found as f on f.city = c.city and f.county is not distinct from c.county
order by c.waits_city + c.waits_county + coalesce(f.overdue, 0) desc, c.applied desc, c.county
