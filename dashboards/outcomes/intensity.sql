-- intensity: 净奖补 ÷ 核定 (%, percent) — 净奖补（下达减去收回）÷ 核定实际投入，只含验收通过、有奖补的项目；由本表各行得出
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
-- sums_rate: 合计之比 (%, percent) — 由本表各行得出
with facts as (
  select
    p.*,
    p.batch as lane,
    p.subsidy_of_verified / nullif(p.verified_of_supported, 0)::double as intensity,
    p.accepted = 1 and p.verified_investment > 0 and p.subsidy_allocated is null as is_open,
    if(is_open, p.subsidy_proposed / nullif(p.verified_investment, 0)::double, null) as expected,
  from projects as p
),
told as (
  select
    *,
    count(intensity) over lane as known_n,
    quantile_cont(intensity, 0.5) over lane as middle,
    quantile_cont(intensity, 0.25) over lane as half_low,
    quantile_cont(intensity, 0.75) over lane as half_high,
    count(intensity) over whole as all_counted,
    quantile_cont(intensity, 0.5) over whole as whole_middle,
    quantile_cont(intensity, 0.25) over whole as whole_low,
    quantile_cont(intensity, 0.75) over whole as whole_high,
    count_if(is_open) over lane as lane_open,
    count_if(is_open) over whole as open_counted,
    count(expected) over whole as proposed_n,
    quantile_cont(coalesce(intensity, 0), 0.5) over lane as lane_none,
    quantile_cont(coalesce(intensity, expected), 0.5) over lane as lane_proposed,
    if(known_n > 0 and lane_open > 0, least(lane_none, lane_proposed, middle), null) as possible_low,
    if(known_n > 0 and lane_open > 0, greatest(lane_none, lane_proposed, middle), null) as possible_high,
    quantile_cont(coalesce(intensity, 0), 0.5) over whole as none_middle,
    quantile_cont(coalesce(intensity, expected), 0.5) over whole as proposed_middle,
    sum(subsidy_of_verified) over whole / nullif(sum(if(intensity is null, null, verified_of_supported)) over whole, 0)::double as sums_rate,
  from facts
  where intensity is not null or is_open
  window lane as (partition by lane), whole as ()
)
select
  project_id,
  project_name,
  applicant,
  city,
  batch,
  lane,
  intensity,
  expected,
  subsidy_of_verified,
  verified_investment,
  known_n,
  middle,
  half_low,
  half_high,
  possible_low,
  possible_high,
  if(known_n >= 5 and intensity is not null, (intensity < half_low - 1.5 * (half_high - half_low) or intensity > half_high + 1.5 * (half_high - half_low))::integer, null) as odd,
  if(all_counted >= 5, all_counted, null) as all_n,
  if(all_counted >= 5, whole_middle, null) as all_middle,
  if(all_counted >= 5, whole_low, null) as all_low,
  if(all_counted >= 5, whole_high, null) as all_high,
  if(all_counted between 1 and 4, all_counted, null) as few_n,
  if(all_counted = 0, open_counted, null) as none_open,
  if(all_counted >= 5 and open_counted > 0, open_counted, null) as open_n,
  proposed_n,
  none_middle,
  proposed_middle,
  sums_rate,
from told
order by
  (row_number() over (order by intensity desc nulls last, project_id) - 1) % ceil(count(*) over () / 1000.0),
  lane,
  intensity desc nulls last,
  project_id
