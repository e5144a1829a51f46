-- worst: 最久逾期 (天)
-- nearest: 最近的期限还剩 (天) — 从截至日数，不是从今天
-- firm: 等申报单位 (件, count)
-- county_office: 等县（市、区） (件, count)
-- city_office: 等市 (件, count)
-- province_office: 等省 (件, count)
select
  m.city,
  sum(m.late) as late,
  max(m.days_late) as worst,
  sum(m.coming) as coming,
  min(m.days_left) as nearest,
  sum(m.unlimited) as unlimited,
  sum(m.unknown) as unknown,
  count_if(m.actor = '申报单位') as firm,
  count_if(m.actor = '县（市、区）') as county_office,
  count_if(m.actor = '市') as city_office,
  count_if(m.actor = '省') as province_office,
from matters as m
left join reference.cities as r on r.city = m.city
group by m.city, r.code
order by r.code nulls last
