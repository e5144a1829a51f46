-- worst: 最久逾期 (天)
-- nearest: 最近的期限还剩 (天) — 从截至日数，不是从今天
select
  m.city,
  m.county,
  sum(m.late) as late,
  max(m.days_late) as worst,
  sum(m.coming) as coming,
  min(m.days_left) as nearest,
  sum(m.unlimited) as unlimited,
  sum(m.unknown) as unknown,
from matters as m
left join reference.cities as r on r.city = m.city
group by m.city, m.county, r.code
order by worst desc nulls last, late desc, r.code nulls last, m.county
