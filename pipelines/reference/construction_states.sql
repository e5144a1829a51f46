-- title: 建设性质
-- grain: 一个批次的公共服务载体与其他方向各自许可的一种建设性质一行，按批次的通知
-- key: notice, is_carrier, construction
-- needs: is_carrier, construction, clause
select b.batch, c.notice, c.is_carrier::boolean as is_carrier, c.construction, c.clause,
from raw.construction_states as c
join reference.batches as b using (notice)
