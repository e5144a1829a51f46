-- completion: 核定 ÷ 计划 (%, percent) — 核定实际投入 ÷ 自己填写的实施期内计划投资，只含已出验收结论的项目；由本表各行得出
-- open_plan: 计划投资，尚无结论的 (元, yuan) — 由本表各行得出
-- open_n: 尚无结论的 (个, count) — 已揭榜、未终止、没有验收结论，自己填写了计划投资；由本表各行得出
-- known_n: 算得出的项目数 (个, count) — 由本表各行得出
-- middle: 中位数 (%, percent) — 从小到大排，正中间，偶数个取中间两个的平均；不到 5 个的只画点；由本表各行得出
-- half_low: 下四分位 (%, percent) — 从小到大排，四分之一处，落在两个之间按比例取；由本表各行得出
-- half_high: 上四分位 (%, percent) — 从小到大排，四分之三处，落在两个之间按比例取；由本表各行得出
-- possible_low: 中位数可能在的范围，低 (%, percent) — 尚无结论的都按核定为 0、都按核定等于计划，两头的中位数；由本表各行得出
-- possible_high: 中位数可能在的范围，高 (%, percent) — 尚无结论的都按核定为 0、都按核定等于计划，两头的中位数；由本表各行得出
-- odd: 离群 (个, count) — 低于下四分位、高于上四分位一倍半四分位距以上的；同一批算得出的不到 5 个的不判；由本表各行得出
-- all_n: 各批合计，算得出的 (个, count) — 由本表各行得出
-- all_middle: 各批合计，中位数 (%, percent) — 由本表各行得出
-- all_low: 各批合计，下四分位 (%, percent) — 由本表各行得出
-- all_high: 各批合计，上四分位 (%, percent) — 由本表各行得出
-- few_n: 算得出的，不到 5 个时 (个, count) — 由本表各行得出
-- none_open: 尚未定的，一个也算不出时 (个, count) — 由本表各行得出
-- band_low: 计划的 80% (%, percent) — 上下两成是本系统约定，通知没有写；由本表各行得出
-- band_high: 计划的 120% (%, percent) — 上下两成是本系统约定，通知没有写；由本表各行得出
-- in_band: 在计划上下两成以内 (个, count) — 由本表各行得出
-- above_band: 超出计划两成以上 (个, count) — 由本表各行得出
-- below_band: 不足计划八成 (个, count) — 由本表各行得出
-- fail_middle: 尚无结论的都按核定为 0，中位数 (%, percent) — 由本表各行得出
-- pass_middle: 尚无结论的都按核定等于计划，中位数 (%, percent) — 由本表各行得出
-- fail_rate: 尚无结论的都按核定为 0，合计之比 (%, percent) — 由本表各行得出
-- pass_rate: 尚无结论的都按核定等于计划，合计之比 (%, percent) — 由本表各行得出
-- terminated_n: 终止的 (个, count) — 即指标“终止项目数”
with facts as (
  select
    p.*,
    p.verified_of_own_plan / nullif(p.own_plan_of_verified, 0)::double as completion,
    if(p.in_progress = 1 and p.planned_basis = '计划投资' and p.planned_investment > 0, p.planned_investment, null) as open_plan,
    sum(p.terminated) over () as terminated_n,
  from projects as p
),
told as (
  select
    *,
    count(completion) over lane as known_n,
    quantile_cont(completion, 0.5) over lane as middle,
    quantile_cont(completion, 0.25) over lane as half_low,
    quantile_cont(completion, 0.75) over lane as half_high,
    count(completion) over whole as all_counted,
    quantile_cont(completion, 0.5) over whole as whole_middle,
    quantile_cont(completion, 0.25) over whole as whole_low,
    quantile_cont(completion, 0.75) over whole as whole_high,
    quantile_cont(coalesce(completion, 0), 0.5) over lane as lane_fail,
    quantile_cont(coalesce(completion, 1), 0.5) over lane as lane_pass,
    count(open_plan) over lane as lane_open,
    count(open_plan) over whole as open_counted,
    if(known_n > 0 and lane_open > 0, lane_fail, null) as possible_low,
    if(known_n > 0 and lane_open > 0, greatest(lane_pass, middle), null) as possible_high,
    quantile_cont(coalesce(completion, 0), 0.5) over whole as whole_fail,
    quantile_cont(coalesce(completion, 1), 0.5) over whole as whole_pass,
    sum(verified_of_own_plan) over whole as verified_sum,
    sum(own_plan_of_verified) over whole as plan_sum,
    sum(open_plan) over whole as open_sum,
    count_if(completion between 0.8 and 1.2) over whole as in_band,
    count_if(completion > 1.2) over whole as above_band,
    count_if(completion < 0.8) over whole as below_band,
  from facts
  where completion is not null or open_plan is not null
  window lane as (partition by batch), whole as ()
)
select
  project_id,
  project_name,
  applicant,
  city,
  batch,
  completion,
  verified_of_own_plan,
  own_plan_of_verified,
  open_plan,
  known_n,
  middle,
  half_low,
  half_high,
  possible_low,
  possible_high,
  if(known_n >= 5 and completion is not null, (completion < half_low - 1.5 * (half_high - half_low) or completion > half_high + 1.5 * (half_high - half_low))::integer, null) as odd,
  if(all_counted >= 5, all_counted, null) as all_n,
  if(all_counted >= 5, whole_middle, null) as all_middle,
  if(all_counted >= 5, whole_low, null) as all_low,
  if(all_counted >= 5, whole_high, null) as all_high,
  if(all_counted between 1 and 4, all_counted, null) as few_n,
  if(all_counted = 0, open_counted, null) as none_open,
  0.8::double as band_low,
  1.2::double as band_high,
  if(all_counted >= 5, in_band, null) as in_band,
  if(all_counted >= 5, above_band, null) as above_band,
  if(all_counted >= 5, below_band, null) as below_band,
  if(all_counted >= 5 and open_counted > 0, open_counted, null) as open_n,
  whole_fail as fail_middle,
  whole_pass as pass_middle,
  verified_sum / nullif(plan_sum + open_sum, 0)::double as fail_rate,
  (verified_sum + open_sum) / nullif(plan_sum + open_sum, 0)::double as pass_rate,
  terminated_n,
from told
order by
  (row_number() over (order by completion desc nulls last, project_id) - 1) % ceil(count(*) over () / 1000.0),
  batch,
  completion desc nulls last,
  project_id
