-- worst: 最久逾期 (天)
-- nearest: 最近的期限还剩 (天)
-- unstated: 在办，停留天数未知 (个, count)
with stopped as (
  select sum(under_way) as under_way, sum(closed) as closed, sum(undated) as unstated,
  from stays
)
select
  s.under_way,
  s.unstated,
  sum(m.late) as late,
  max(m.days_late) as worst,
  sum(m.coming) as coming,
  min(m.days_left) as nearest,
  sum(m.unlimited) as unlimited,
  sum(m.unknown) as unknown,
  s.closed,
from stopped as s
left join matters as m on true
group by all
