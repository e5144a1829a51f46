-- title: 奖补标准
-- grain: 一个批次的一个方向一行，按批次的通知；方向空着的管各方向；通知没有写明标准，未核定前一律为空
-- key: notice, direction
-- needs: status, clause
-- names: direction = directions.direction, status = 待核定 | 已核定
-- stated: rate, cap
-- settled: rate, cap if status = 已核定
select
  b.batch,
  s.notice,
  s.direction,
  s.rate::double as rate,
  s.cap::decimal(18, 2) as cap,
  s.budget::decimal(18, 2) as budget,
  s.status,
  s.clause,
from raw.subsidy_rules as s
join reference.batches as b using (notice)
