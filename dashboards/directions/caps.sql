select
  s.support_period,
  s.direction,
  s.supported,
  s.at_most,
  s.places_left,
from province_support as s
order by s.support_period, s.position
