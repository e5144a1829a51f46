-- title: 省级评审
-- grain: 到那一天为止的；没有评审日期的也在内
select r.*
from validated.reviews as r, loads.load as l
where coalesce(r.reviewed_on <= l.known_by, true)
