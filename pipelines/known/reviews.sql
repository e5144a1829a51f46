-- title: 省级评审
-- grain: 到截至日为止的；没有评审日期的，重演时到有公示、公布记录时才知道
select r.*
from validated.reviews as r, loads.load as l
where coalesce(
  r.reviewed_on <= l.as_of,
  l.known_by is null or r.project_id in (select e.project_id from known.events as e where e.stage in ('公示', '公布'))
)
