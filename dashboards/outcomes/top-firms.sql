-- firm: 申报单位
-- cities: 推荐市
-- share: 占全部净奖补 (%, percent) — 由本表各行得出
-- up_to: 累计占比 (%, percent) — 由本表各行得出
with firms as (
  select
    p.applicant_id,
    any_value(p.applicant) as firm,
    string_agg(distinct p.city, '、' order by p.city) as cities,
    sum(p.supported) as supported,
    sum(p.subsidy_net) as subsidy_net,
  from projects as p
  where p.applicant_id is not null
  group by p.applicant_id
  having sum(p.subsidy_net) > 0
)
select
  applicant_id,
  firm,
  cities,
  supported,
  subsidy_net,
  subsidy_net / sum(subsidy_net) over ()::double as share,
  sum(subsidy_net) over (order by subsidy_net desc, applicant_id) / sum(subsidy_net) over ()::double as up_to,
from firms
order by subsidy_net desc, applicant_id
