-- each_leverage: 核定 ÷ 净奖补 (倍, ratio) — 核定实际投入 ÷ 净奖补（下达减去收回），只含验收通过、有奖补的项目；描述性，不说明因果；由本表各行得出
-- expected: 核定 ÷ 拟奖补 (倍, ratio) — 验收通过、还没有下达的项目；由本表各行得出
-- open_n: 验收通过、还没有下达的 (个, count) — 由本表各行得出
-- proposed_n: 其中有拟奖补的 (个, count) — 由本表各行得出
-- known_n: 算得出的项目数 (个, count) — 由本表各行得出
-- middle: 中位数 (倍, ratio) — 从小到大排，正中间，偶数个取中间两个的平均；不到 5 个的只画点；由本表各行得出
-- half_low: 下四分位 (倍, ratio) — 从小到大排，四分之一处，落在两个之间按比例取；由本表各行得出
-- half_high: 上四分位 (倍, ratio) — 从小到大排，四分之三处，落在两个之间按比例取；由本表各行得出
-- possible_low: 中位数可能在的范围，低 (倍, ratio) — 还没有下达的都不下达、都照拟奖补下达，两头的中位数；由本表各行得出
-- possible_high: 中位数可能在的范围，高 (倍, ratio) — 还没有下达的都不下达、都照拟奖补下达，两头的中位数；由本表各行得出
-- odd: 离群 (个, count) — 低于下四分位、高于上四分位一倍半四分位距以上的；同一批算得出的不到 5 个的不判；由本表各行得出
-- all_n: 各批合计，算得出的 (个, count) — 由本表各行得出
-- all_middle: 各批合计，中位数 (倍, ratio) — 由本表各行得出
-- all_low: 各批合计，下四分位 (倍, ratio) — 由本表各行得出
-- all_high: 各批合计，上四分位 (倍, ratio) — 由本表各行得出
-- few_n: 算得出的，不到 5 个时 (个, count) — 由本表各行得出
-- none_open: 尚未定的，一个也算不出时 (个, count) — 由本表各行得出
-- proposed_middle: 还没有下达的都按拟奖补下达，中位数 (倍, ratio) — 由本表各行得出
-- sums_ratio: 合计之比 (倍, ratio) — 由本表各行得出
with facts as (
  select
    p.*,
    p.verified_of_supported / nullif(p.subsidy_of_verified, 0)::double as each_leverage,
    p.accepted = 1 and p.verified_investment > 0 and p.subsidy_allocated is null as is_open,
    if(is_open, p.verified_investment / nullif(p.subsidy_proposed, 0)::double, null) as expected,
  from projects as p
),
told as (
  select
    *,
    count(each_leverage) over lane as known_n,
    quantile_cont(each_leverage, 0.5) over lane as middle,
    quantile_cont(each_leverage, 0.25) over lane as half_low,
    quantile_cont(each_leverage, 0.75) over lane as half_high,
    count(each_leverage) over whole as all_counted,
    quantile_cont(each_leverage, 0.5) over whole as whole_middle,
    quantile_cont(each_leverage, 0.25) over whole as whole_low,
    quantile_cont(each_leverage, 0.75) over whole as whole_high,
    count(expected) over lane as lane_open,
    count_if(is_open) over whole as open_counted,
    count(expected) over whole as proposed_n,
    quantile_cont(coalesce(each_leverage, expected), 0.5) over lane as lane_proposed,
    if(known_n > 0 and lane_open > 0, least(lane_proposed, middle), null) as possible_low,
    if(known_n > 0 and lane_open > 0, greatest(lane_proposed, middle), null) as possible_high,
    quantile_cont(coalesce(each_leverage, expected), 0.5) over whole as proposed_middle,
    sum(verified_of_supported) over whole / nullif(sum(if(each_leverage is null, null, subsidy_of_verified)) over whole, 0)::double as sums_ratio,
  from facts
  where each_leverage is not null or is_open
  window lane as (partition by batch), whole as ()
)
select
  project_id,
  project_name,
  applicant,
  city,
  batch,
  each_leverage,
  expected,
  verified_investment,
  subsidy_of_verified,
  known_n,
  middle,
  half_low,
  half_high,
  possible_low,
  possible_high,
  if(known_n >= 5 and each_leverage is not null, (each_leverage < half_low - 1.5 * (half_high - half_low) or each_leverage > half_high + 1.5 * (half_high - half_low))::integer, null) as odd,
  if(all_counted >= 5, all_counted, null) as all_n,
  if(all_counted >= 5, whole_middle, null) as all_middle,
  if(all_counted >= 5, whole_low, null) as all_low,
  if(all_counted >= 5, whole_high, null) as all_high,
  if(all_counted between 1 and 4, all_counted, null) as few_n,
  if(all_counted = 0, open_counted, null) as none_open,
  if(all_counted >= 5 and open_counted > 0, open_counted, null) as open_n,
  proposed_n,
  proposed_middle,
  sums_ratio,
from told
order by
  (row_number() over (order by each_leverage desc nulls last, project_id) - 1) % ceil(count(*) over () / 1000.0),
  batch,
  each_leverage desc nulls last,
  project_id
