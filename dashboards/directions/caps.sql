-- capped: 方向
select
  s.support_period,
  s.direction,
  s.supported,
  s.at_most,
  s.places_left,
  if(count(distinct s.support_period) over () > 1, concat(s.direction, '（', s.support_period, '）'), s.direction) as capped,
from province_support as s
order by s.support_period, s.position
