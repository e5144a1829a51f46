-- after: units, shared
-- net: 净奖补 (元, yuan) — 下达减去收回，还没有下达的不在内；没有所属集团的单位在“集团”里各算一个；市里揭榜而没有下达的记 0；点名称看是哪些项目
-- name: 名称
-- sought: 项目里找的名称 — 市的项目按市筛选
-- units_share: 个数累计占比，从少到多 (%, percent) — 由本表各行得出
-- money_share: 净奖补累计占比 (%, percent) — 净奖补为负的按 0 计；由本表各行得出
select
  kind,
  name,
  if(kind = '市', null, name) as sought,
  net,
  place / units_n::double as units_share,
  sum(counted) over (partition by kind order by place) / total as money_share,
from shared
where total is not null
order by (place - 1) % ceil(units_n / 400.0), position, place
