-- title: 流程记录
-- grain: 到截至日为止的
select e.*
from validated.events as e, loads.load as l
where e.happened_at::date <= l.as_of
