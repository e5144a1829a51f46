-- beside: city, county
-- quota_note: 名额说明
-- withheld_note: 不公开的
-- 只看公开合计的人，看别的市一市一批一行，那里为空的是不公开，不是 0。
with base as materialized (
  select
    city,
    stage,
    projects,
    quota,
    quota_unknown,
    quota_over,
    exemption_unknown,
    quota_used,
    quota_exempt,
    recommended,
    listed,
    listed_recommended,
    accepted,
    concluded,
    due,
    due_concluded,
    verified_investment,
    verified_own_plan,
    verified_of_own_plan,
    own_plan_of_verified,
    subsidy_net,
    subsidy_of_verified,
    verified_of_supported,
    supported_verified,
    paid_of_allocated,
    allocated_settled,
    allocations,
  from province_cube
),
-- 看得到各市明细的人，筛选以后一个项目也没有的市也列，记 0。
told as (
  select *, stage is null and projects is distinct from 0 as is_apart,
  from base
  union all by name
  select city, 0 as projects, false as is_apart,
  from reference.cities
  where (select bool_or(stage is not null) from base)
),
places as (
  select
    city,
    case
      when count(quota) = 0 then '名额未导入'
      when sum(quota_unknown) > 0 then '部分批次名额未导入'
    end as quota_note,
  from base
  where projects = 0
  group by city
),
own as (
  select distinct city
  from cube
)
select
  c.city,
  metrics.quota(c) as quota,
  metrics.quota_used(c) as quota_used,
  metrics.quota_use_rate(c) as quota_use_rate,
  metrics.quota_over(c) as quota_over,
  case when not bool_or(c.is_apart and c.quota_exempt is null) then metrics.quota_exempt(c) end as quota_exempt,
  case when not bool_or(c.is_apart and c.projects is null) then metrics.projects(c) end as projects,
  case when not bool_or(c.is_apart and c.recommended is null) then metrics.recommended(c) end as recommended,
  case when not bool_or(c.is_apart and c.listed is null) then metrics.listed(c) end as listed,
  case when not bool_or(c.is_apart and (c.listed_recommended is null or c.recommended is null)) then metrics.listing_rate(c) end as listing_rate,
  case when not bool_or(c.is_apart and c.accepted is null) then metrics.accepted(c) end as accepted,
  case when not bool_or(c.is_apart and c.concluded is null) then metrics.concluded(c) end as concluded,
  case when not bool_or(c.is_apart and (c.accepted is null or c.concluded is null)) then metrics.acceptance_rate(c) end as acceptance_rate,
  case when not bool_or(c.is_apart and c.due is null) then metrics.due(c) end as due,
  case when not bool_or(c.is_apart and (c.due_concluded is null or c.due is null)) then metrics.on_time_rate(c) end as on_time_rate,
  case when not bool_or(c.is_apart and c.verified_investment is null) then metrics.verified_investment(c) end as verified_investment,
  case when not bool_or(c.is_apart and c.verified_own_plan is null) then coalesce(sum(c.verified_own_plan), 0) end as verified_own_plan,
  case when not bool_or(c.is_apart and (c.verified_of_own_plan is null or c.own_plan_of_verified is null)) then metrics.investment_completion_rate(c) end as investment_completion_rate,
  case when not bool_or(c.is_apart and c.subsidy_net is null) then metrics.subsidy_net(c) end as subsidy_net,
  case when not bool_or(c.is_apart and c.supported_verified is null) then coalesce(sum(c.supported_verified), 0) end as supported_verified,
  case when not bool_or(c.is_apart and (c.subsidy_of_verified is null or c.verified_of_supported is null)) then metrics.subsidy_intensity(c) end as subsidy_intensity,
  case when not bool_or(c.is_apart and c.allocations is null) then coalesce(sum(c.allocations), 0) end as allocations,
  case when not bool_or(c.is_apart and (c.paid_of_allocated is null or c.allocated_settled is null)) then metrics.disbursement_rate(c) end as disbursement_rate,
  case when not bool_or(c.is_apart and c.listed_recommended is null) then coalesce(sum(c.listed_recommended), 0) end as listed_recommended,
  case when not bool_or(c.is_apart and c.due_concluded is null) then coalesce(sum(c.due_concluded), 0) end as due_concluded,
  case when not bool_or(c.is_apart and c.verified_of_own_plan is null) then sum(c.verified_of_own_plan) end as verified_of_own_plan,
  case when not bool_or(c.is_apart and c.own_plan_of_verified is null) then sum(c.own_plan_of_verified) end as own_plan_of_verified,
  case when not bool_or(c.is_apart and c.subsidy_of_verified is null) then sum(c.subsidy_of_verified) end as subsidy_of_verified,
  case when not bool_or(c.is_apart and c.verified_of_supported is null) then sum(c.verified_of_supported) end as verified_of_supported,
  case when not bool_or(c.is_apart and c.paid_of_allocated is null) then sum(c.paid_of_allocated) end as paid_of_allocated,
  case when not bool_or(c.is_apart and c.allocated_settled is null) then sum(c.allocated_settled) end as allocated_settled,
  p.quota_note,
  if(bool_or(c.is_apart) and o.city is null, '不公开', null) as withheld_note,
from told as c
join reference.cities as r on r.city = c.city
left join places as p on p.city = c.city
left join own as o on o.city = c.city
group by c.city, p.quota_note, o.city, r.code
order by r.code
