-- measured: 哪个比率
-- found: 比率 (%, percent) — 核定 ÷ 计划，或净奖补 ÷ 核定；由本表各行的分子、分母得出
-- middle: 同批中位数 (%, percent) — 由图“奖补强度，逐个项目，按批次”、图“核定 ÷ 计划，逐个项目，按批次”各行得出
-- away: 离四分位几个四分位距 — 1.5 个以上的才列；由图“奖补强度，逐个项目，按批次”、图“核定 ÷ 计划，逐个项目，按批次”各行得出
with ratios as (
  select '核定 ÷ 计划' as measured, 1 as position, p.project_id, p.verified_of_own_plan / nullif(p.own_plan_of_verified, 0)::double as found
  from projects as p
  union all
  select '奖补强度', 2, p.project_id, p.subsidy_of_verified / nullif(p.verified_of_supported, 0)::double
  from projects as p
),
placed as (
  select
    r.*,
    p.project_name,
    p.applicant,
    p.city,
    p.batch,
    p.verified_of_own_plan,
    p.own_plan_of_verified,
    p.subsidy_of_verified,
    p.verified_of_supported,
    count(r.found) over lane as known_n,
    quantile_cont(r.found, 0.5) over lane as middle,
    quantile_cont(r.found, 0.25) over lane as low,
    quantile_cont(r.found, 0.75) over lane as high,
  from ratios as r
  join projects as p using (project_id)
  where r.found is not null
  window lane as (partition by r.measured, p.batch)
)
select
  measured,
  project_id,
  project_name,
  applicant,
  city,
  batch,
  verified_of_own_plan,
  own_plan_of_verified,
  subsidy_of_verified,
  verified_of_supported,
  found,
  middle,
  greatest(low - found, found - high) / nullif(high - low, 0) as away,
from placed
where known_n >= 5
  and (found < low - 1.5 * (high - low) or found > high + 1.5 * (high - low))
order by position, away desc nulls first, project_id
