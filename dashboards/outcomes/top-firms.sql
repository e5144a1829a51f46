-- firm: 申报单位
-- cities: 推荐市
-- share: 占全部净奖补 (%, percent) — 由本表各行得出
-- up_to: 累计占比 (%, percent) — 由本表各行得出
with firms as (
  select
    p.applicant_id,
    any_value(p.applicant) as firm,
    sum(p.supported) as supported,
    sum(p.subsidy_net) as subsidy_net,
  from projects as p
  where p.applicant_id is not null
  group by p.applicant_id
  having sum(p.subsidy_net) > 0
),
-- 先去重，再合起来写：每个单位一个去重的合计，三十万个项目时内存不够。
places as (
  select distinct
    p.applicant_id,
    p.city,
  from projects as p
  where p.applicant_id in (select applicant_id from firms)
),
named as (
  select
    applicant_id,
    string_agg(city, '、' order by city) as cities,
  from places
  group by applicant_id
)
select
  f.applicant_id,
  f.firm,
  n.cities,
  f.supported,
  f.subsidy_net,
  f.subsidy_net / sum(f.subsidy_net) over ()::double as share,
  sum(f.subsidy_net) over (order by f.subsidy_net desc, f.applicant_id) / sum(f.subsidy_net) over ()::double as up_to,
from firms as f
left join named as n on n.applicant_id = f.applicant_id
order by f.subsidy_net desc, f.applicant_id
