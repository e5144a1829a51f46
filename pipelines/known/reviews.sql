-- title: 省级评审
-- grain: 到那一天为止的；没有评审日期的，到有公示、公布记录时才知道
select r.*
from validated.reviews as r, loads.load as l
where coalesce(
  r.reviewed_on <= l.known_by,
  r.project_id in (select e.project_id from known.events as e where e.stage in ('公示', '公布'))
)
