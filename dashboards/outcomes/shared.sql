-- 其中净奖补已知的，从少到多排；净奖补为负的按 0 计。
select
  kind,
  position,
  unit,
  name,
  net,
  greatest(net, 0) as counted,
  row_number() over (partition by kind order by counted, unit) as place,
  count(*) over (partition by kind) as units_n,
  nullif(sum(counted) over (partition by kind), 0)::double as total,
from units
where net is not null
