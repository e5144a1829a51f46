-- keys: project_id
-- stands: 占名额的第几
select
  l.batch,
  l.rank,
  if(l.first_place = l.last_place, l.first_place::varchar, format('{}–{}', l.first_place, l.last_place)) as stands,
  l.first_place,
  l.last_place,
  l.place,
  l.project_id,
  l.project_name,
  l.applicant,
  l.county,
  l.direction,
  l.stage,
  l.after_returned,
  l.place_reason,
  l.quota,
  l.city_used,
from quota_line as l
order by l.batch, l.city, l.rank nulls last, l.project_id
