-- title: 设区市
-- grain: 一个设区市一行，按行政区划代码（GB/T 2260）排列
-- key: code
-- needs: city, short_name, is_separately_planned
select code, city, short_name, is_separately_planned::boolean as is_separately_planned,
from raw.cities
order by code
