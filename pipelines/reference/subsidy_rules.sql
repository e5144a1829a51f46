-- title: 奖补标准
-- grain: 一个批次的一个方向一行；通知没有写明标准，未核定前一律为空
-- key: batch, direction
-- needs: status, clause
-- names: batch = batches.batch, direction = directions.direction, status = 待核定 | 已核定
select
  batch,
  direction,
  rate::double as rate,
  cap::decimal(18, 2) as cap,
  budget::decimal(18, 2) as budget,
  status,
  clause,
from raw.subsidy_rules
