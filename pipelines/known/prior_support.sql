-- title: 财政支持台账
-- grain: 到截至日那一年为止的；没有年度的也在内
select s.*
from validated.prior_support as s, loads.load as l
where coalesce(s.year <= year(l.as_of), true)
