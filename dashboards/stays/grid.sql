-- middle: 在办项目停留中位数 (天)
-- worst: 停留最久 (天)
select
  s.city,
  s.stage,
  case when count(*) = count(s.under_way) then sum(s.under_way) end as under_way,
  median(s.stayed_days) filter (s.under_way = 1) as middle,
  max(s.stayed_days) filter (s.under_way = 1) as worst,
  case when count(*) = count(s.undated) then sum(s.undated) end as undated,
from stays as s
left join reference.cities as c on c.city = s.city
left join reference.stages as r on r.stage = s.stage
group by s.city, s.stage, c.code, r.position
having count_if(coalesce(s.under_way = 1, true)) > 0
order by c.code nulls last, r.position nulls last
