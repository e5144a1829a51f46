-- expected: 拟奖补 ÷ 核定 (%, percent) — 验收通过、还没有下达的项目；由本表各行得出
-- lane: 组
-- open_n: 验收通过、还没有下达的 (个, count) — 由本表各行得出
-- proposed_n: 其中有拟奖补的 (个, count) — 由本表各行得出
-- known_n: 算得出的项目数 (个, count) — 由本表各行得出
-- middle: 中位数 (%, percent) — 从小到大排，正中间，偶数个取中间两个的平均；不到 5 个的只画点；由本表各行得出
-- half_low: 下四分位 (%, percent) — 从小到大排，四分之一处，落在两个之间按比例取；由本表各行得出
-- half_high: 上四分位 (%, percent) — 从小到大排，四分之三处，落在两个之间按比例取；由本表各行得出
-- possible_low: 中位数可能在的范围，低 (%, percent) — 还没有下达的都不下达、都照拟奖补下达，两头的中位数；由本表各行得出
-- possible_high: 中位数可能在的范围，高 (%, percent) — 还没有下达的都不下达、都照拟奖补下达，两头的中位数；由本表各行得出
-- odd: 离群 (个, count) — 低于下四分位、高于上四分位一倍半四分位距以上的；同一批算得出的不到 5 个的不判；由本表各行得出
-- all_n: 各批合计，算得出的 (个, count) — 由本表各行得出
-- all_middle: 各批合计，中位数 (%, percent) — 由本表各行得出
-- all_low: 各批合计，下四分位 (%, percent) — 由本表各行得出
-- all_high: 各批合计，上四分位 (%, percent) — 由本表各行得出
-- few_n: 算得出的，不到 5 个时 (个, count) — 由本表各行得出
-- none_open: 尚未定的，一个也算不出时 (个, count) — 由本表各行得出
-- none_middle: 还没有下达的都不下达，中位数 (%, percent) — 由本表各行得出
-- proposed_middle: 还没有下达的都按拟奖补下达，中位数 (%, percent) — 由本表各行得出
-- 验收通过的项目在几张图里的点：比率 found，还没有下达的按拟奖补的 expected；各组和全部的中位数、四分位，还没有下达的两头。
-- 强度都不下达是 0，撬动比都不下达就没有这个数。
with facts as (
  select
    p.project_id,
    p.project_name,
    p.applicant,
    p.city,
    p.batch,
    p.subsidy_of_verified,
    p.verified_of_supported,
    p.verified_investment,
    p.subsidy_proposed,
    p.accepted = 1 and p.verified_investment > 0 and p.subsidy_allocated is null as is_open,
    p.subsidy_of_verified / nullif(p.verified_of_supported, 0)::double as intensity,
    if(is_open, p.subsidy_proposed / nullif(p.verified_investment, 0)::double, null) as intensity_proposed,
    p.verified_of_supported / nullif(p.subsidy_of_verified, 0)::double as each_leverage,
    if(is_open, p.verified_investment / nullif(p.subsidy_proposed, 0)::double, null) as leverage_proposed,
  from projects as p
),
dots as (
  select 'intensity' as figure, batch as lane, intensity as found, intensity_proposed as expected, coalesce(intensity, 0) as at_none, is_open as can_move, subsidy_of_verified as above, verified_of_supported as below, *
  from facts
  union all
  select 'places', if(c.is_separately_planned, f.city, '其余各市'), intensity, intensity_proposed, coalesce(intensity, 0), is_open, subsidy_of_verified, verified_of_supported, f.*
  from facts as f
  join reference.cities as c on c.city = f.city
  union all
  select 'leverage', batch, each_leverage, leverage_proposed, each_leverage, leverage_proposed is not null, verified_of_supported, subsidy_of_verified, *
  from facts
),
spread as (
  select
    *,
    count(found) over lane as known_n,
    quantile_cont(found, 0.5) over lane as middle,
    quantile_cont(found, 0.25) over lane as half_low,
    quantile_cont(found, 0.75) over lane as half_high,
    count(found) over whole as all_counted,
    quantile_cont(found, 0.5) over whole as whole_middle,
    quantile_cont(found, 0.25) over whole as whole_low,
    quantile_cont(found, 0.75) over whole as whole_high,
    count_if(can_move) over lane as lane_open,
    count_if(is_open) over whole as open_counted,
    count(expected) over whole as proposed_n,
    quantile_cont(at_none, 0.5) over lane as lane_none,
    quantile_cont(coalesce(found, expected), 0.5) over lane as lane_proposed,
    quantile_cont(at_none, 0.5) over whole as none_middle,
    quantile_cont(coalesce(found, expected), 0.5) over whole as proposed_middle,
    sum(above) over whole / nullif(sum(if(found is null, null, below)) over whole, 0)::double as sums_ratio,
  from dots
  where found is not null or is_open
  window lane as (partition by figure, lane), whole as (partition by figure)
)
select
  *,
  if(known_n > 0 and lane_open > 0, least(lane_none, lane_proposed, middle), null) as possible_low,
  if(known_n > 0 and lane_open > 0, greatest(lane_none, lane_proposed, middle), null) as possible_high,
  if(known_n >= 5 and found is not null, (found < half_low - 1.5 * (half_high - half_low) or found > half_high + 1.5 * (half_high - half_low))::integer, null) as odd,
  if(all_counted >= 5, all_counted, null) as all_n,
  if(all_counted >= 5, whole_middle, null) as all_middle,
  if(all_counted >= 5, whole_low, null) as all_low,
  if(all_counted >= 5, whole_high, null) as all_high,
  if(all_counted between 1 and 4, all_counted, null) as few_n,
  if(all_counted = 0, open_counted, null) as none_open,
  if(all_counted >= 5 and open_counted > 0, open_counted, null) as open_n,
from spread
