-- worst: 最久逾期 (天)
-- nearest: 最近的期限还剩 (天)
select
  coalesce(sum(m.late), 0) as late,
  max(m.days_late) as worst,
  coalesce(sum(m.coming), 0) as coming,
  min(m.days_left) as nearest,
  coalesce(sum(m.unlimited), 0) as unlimited,
  coalesce(sum(m.unknown), 0) as unknown,
from matters as m
