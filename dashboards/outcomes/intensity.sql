-- after: told
-- intensity: 净奖补 ÷ 核定 (%, percent) — 净奖补（下达减去收回）÷ 核定实际投入，只含验收通过、有奖补的项目；由本表各行得出
-- sums_rate: 合计之比 (%, percent) — 由本表各行得出
select
  project_id,
  project_name,
  applicant,
  city,
  batch,
  lane,
  found as intensity,
  expected,
  subsidy_of_verified,
  verified_investment,
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
  none_middle,
  proposed_middle,
  sums_ratio as sums_rate,
from told
where figure = 'intensity'
order by
  (row_number() over (order by found desc nulls last, project_id) - 1) % ceil(count(*) over () / 1000.0),
  lane,
  found desc nulls last,
  project_id
