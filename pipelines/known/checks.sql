-- title: 单位核查表
-- grain: 到截至日为止核查的；没有核查日期的，看发生或列入日期；以后的移出还没有
select c.* replace (if(c.until_on > l.as_of, null, c.until_on) as until_on)
from validated.checks as c, loads.load as l
where coalesce(coalesce(c.checked_on, c.from_on) <= l.as_of, true)
