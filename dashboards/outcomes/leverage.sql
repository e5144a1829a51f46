-- after: told
-- each_leverage: 核定 ÷ 净奖补 (倍, ratio) — 核定实际投入 ÷ 净奖补（下达减去收回），只含验收通过、有奖补的项目；描述性，不说明因果；由本表各行得出
-- expected: 核定 ÷ 拟奖补 (倍, ratio) — 验收通过、还没有下达的项目；由本表各行得出
-- middle: 中位数 (倍, ratio) — 从小到大排，正中间，偶数个取中间两个的平均；不到 5 个的只画点；由本表各行得出
-- half_low: 下四分位 (倍, ratio) — 从小到大排，四分之一处，落在两个之间按比例取；由本表各行得出
-- half_high: 上四分位 (倍, ratio) — 从小到大排，四分之三处，落在两个之间按比例取；由本表各行得出
-- possible_low: 中位数可能在的范围，低 (倍, ratio) — 还没有下达的都不下达、都照拟奖补下达，两头的中位数；由本表各行得出
-- possible_high: 中位数可能在的范围，高 (倍, ratio) — 还没有下达的都不下达、都照拟奖补下达，两头的中位数；由本表各行得出
-- all_middle: 各批合计，中位数 (倍, ratio) — 由本表各行得出
-- all_low: 各批合计，下四分位 (倍, ratio) — 由本表各行得出
-- all_high: 各批合计，上四分位 (倍, ratio) — 由本表各行得出
-- proposed_middle: 还没有下达的都按拟奖补下达，中位数 (倍, ratio) — 由本表各行得出
-- sums_ratio: 合计之比 (倍, ratio) — 由本表各行得出
select
  project_id,
  project_name,
  applicant,
  city,
  batch,
  found as each_leverage,
  expected,
  verified_investment,
  subsidy_of_verified,
  known_n,
  middle,
  half_low,
  half_high,
  possible_low,
  possible_high,
  odd,
  all_n,
  all_middle,
  all_low,
  all_high,
  few_n,
  none_open,
  open_n,
  proposed_n,
  proposed_middle,
  sums_ratio,
from told
where figure = 'leverage'
order by
  (row_number() over (order by found desc nulls last, project_id) - 1) % ceil(count(*) over () / 1000.0),
  batch,
  found desc nulls last,
  project_id
