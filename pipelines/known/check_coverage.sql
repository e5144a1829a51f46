-- title: 核查覆盖表
-- grain: 到截至日为止比对的；没有比对日期的，重演时还不知道
select c.*
from validated.check_coverage as c, loads.load as l
where coalesce(c.compared_on <= l.as_of, l.known_by is null)
