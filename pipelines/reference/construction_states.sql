-- title: 建设性质
-- grain: 公共服务载体与其他方向各自许可的一种建设性质一行
-- key: is_carrier, construction
-- needs: construction, clause
select is_carrier::boolean as is_carrier, construction, clause,
from raw.construction_states
