select
  s.batch,
  s.direction,
  s.supported,
  s.at_most,
  s.places_left,
from province_support as s
order by s.batch, s.position
