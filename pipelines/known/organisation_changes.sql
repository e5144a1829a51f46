-- title: 单位变更表
-- grain: 到截至日为止变更的；没有变更日期的也在内
select c.*
from validated.organisation_changes as c, loads.load as l
where coalesce(c.changed_on <= l.as_of, true)
