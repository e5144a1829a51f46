-- middle: 在办项目停留中位数 (天)
-- worst: 停留最久 (天)
select
  s.city,
  s.stage,
  sum(s.under_way) as under_way,
  median(s.stayed_days) as middle,
  max(s.stayed_days) as worst,
  sum(s.undated) as undated,
from stays as s
left join reference.cities as c on c.city = s.city
left join reference.stages as r on r.stage = s.stage
where s.under_way = 1
group by s.city, s.stage, c.code, r.position
order by c.code nulls last, r.position nulls last
