-- title: 数据安全评估表
-- grain: 到截至日为止评估的；没有评估日期的也在内
select d.*
from validated.data_security as d, loads.load as l
where coalesce(d.assessed_on <= l.as_of, true)
