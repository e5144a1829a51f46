-- kind: 按
-- net: 净奖补 (元, yuan) — 下达减去收回，还没有下达的不在内；没有所属集团的单位在“集团”里各算一个；市里揭榜而没有下达的记 0；点名称看是哪些项目
-- name: 名称
-- sought: 项目里找的名称 — 市的项目按市筛选
-- units_share: 个数累计占比，从少到多 (%, percent) — 由本表各行得出
-- money_share: 净奖补累计占比 (%, percent) — 净奖补为负的按 0 计；由本表各行得出
with money as (
  select
    p.*,
    coalesce(p.applicant_id, p.applicant) as firm,
    coalesce(p.group_name, firm) as grouped,
  from projects as p
),
units as (
  select '单位' as kind, 1 as position, firm as unit, any_value(applicant) as name, sum(subsidy_net) as net, count_if(listed = 1 and subsidy_net is null) as unsettled
  from money
  group by firm
  union all
  select '集团', 2, grouped, coalesce(any_value(group_name), any_value(applicant)), sum(subsidy_net), count_if(listed = 1 and subsidy_net is null)
  from money
  group by grouped
  union all
  select '市', 3, city, city, coalesce(sum(subsidy_net), 0), count_if(listed = 1 and subsidy_net is null)
  from money
  where listed = 1 or subsidy_net is not null
  group by city
),
shared as (
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
)
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
