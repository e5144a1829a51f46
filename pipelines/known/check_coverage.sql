-- title: 核查覆盖表
-- grain: 到那一天为止比对的
select c.*
from validated.check_coverage as c, loads.load as l
where c.compared_on <= l.known_by
