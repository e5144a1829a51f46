-- title: 支持数量
-- grain: 一个批次的一个设支持数量上限的方向一行，全省合计，不分市
-- rows: projects
-- position: 方向的次序
-- supported: 已支持 (个, count) — 已下达奖补金额大于 0 的项目，全省合计
-- at_most: 支持数量上限 (个) — 通知三（五）所定，见 data/reference/limits.csv
-- places_left: 剩余支持数量 (个) = at_most - supported
-- source_file: 上限的来源文件
-- source_sheet: 上限的来源工作表
-- source_row: 上限的来源行
with counted as (
  select batch, direction, sum(supported)::integer as supported,
  from marts.projects
  group by batch, direction
)
select
  d.batch,
  d.direction,
  d.position,
  coalesce(c.supported, 0) as supported,
  l.at_most,
  l.at_most - coalesce(c.supported, 0) as places_left,
  l.source_file,
  if(l.source_file is null, null, '') as source_sheet,
  l.source_row,
from reference.directions as d
left join counted as c on c.batch = d.batch and c.direction = d.direction
left join reference.limits as l on l.batch = d.batch and l.name = 'supported_projects' and l.applies_to = d.direction
where d.has_support_cap
order by d.batch, d.position
