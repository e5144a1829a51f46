-- worst: 最久逾期 (天)
-- nearest: 最近的期限还剩 (天) — 从截至日数，不是从今天
-- as_of: 截至日
select
  coalesce(sum(m.late), 0) as late,
  max(m.days_late) as worst,
  coalesce(sum(m.coming), 0) as coming,
  min(m.days_left) as nearest,
  (select max(as_of) from reference.batches) as as_of,
  coalesce(sum(m.unlimited), 0) as unlimited,
  coalesce(sum(m.unknown), 0) as unknown,
from matters as m
