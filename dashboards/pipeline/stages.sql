-- middle: 停留中位数 (天)
-- worst: 停留最久 (天)
select
  s.stage,
  sum(s.under_way) as under_way,
  median(s.stayed_days) filter (s.under_way = 1) as middle,
  max(s.stayed_days) filter (s.under_way = 1) as worst,
  sum(s.undated) as undated,
  sum(s.closed) as closed,
from stays as s
left join reference.stages as r on r.stage = s.stage
group by s.stage, r.position
having sum(s.under_way) + sum(s.closed) > 0
order by r.position nulls last
