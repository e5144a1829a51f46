-- title: 支持数量
-- grain: 一个设支持数量上限、或者设不设还没有录入的方向一个年度一行（通知管到批次的，一个批次一行），全省合计，不分市；一个项目都没有导入的批次不在内
-- rows: projects
-- year: 年度
-- batches: 批次
-- support_period: 上限按哪些批次合计
-- position: 方向的次序
-- supported: 已支持 (个, count) — 已下达奖补金额减去收回金额大于 0 的项目，全省合计；通知还没有录入任务归哪个方向的为空
-- at_most: 支持数量上限 (个) — 通知所定
-- places_left: 剩余支持数量 (个) = at_most - supported
-- source_file: 上限的来源文件
-- source_sheet: 上限的来源工作表
-- source_row: 上限的来源行
with counted as (
  select batch, direction, sum(supported)::integer as supported,
  from marts.projects
  group by batch, direction
),
open_directions as (
  select distinct batch
  from marts.projects
  where direction = '通知未录'
),
capped as (
  select
    d.direction,
    p.year,
    p.batches,
    min(d.position) as position,
    if(count(o.batch) > 0, null, coalesce(sum(c.supported), 0)::integer) as supported,
  from reference.directions as d
  join lifecycle.limit_periods as p on p.batch = d.batch and p.rule = 'direction_support_cap'
  left join counted as c on c.batch = d.batch and c.direction = d.direction
  left join open_directions as o on o.batch = d.batch
  where d.has_support_cap is distinct from false and d.batch in (select batch from marts.projects)
  group by d.direction, p.year, p.batches
),
limits as (
  select p.batches, l.applies_to as direction, min(l.at_most) as at_most,
    arg_min(l.source_file, l.at_most) as source_file, arg_min(l.source_row, l.at_most) as source_row,
  from reference.limits as l
  join lifecycle.limit_periods as p on p.batch = l.batch and p.rule = 'direction_support_cap'
  where l.name = 'supported_projects'
  group by p.batches, l.applies_to
)
select
  if(contains(c.batches, '、'), null, c.batches) as batch,
  c.direction,
  c.year,
  c.batches,
  c.batches as support_period,
  c.position,
  c.supported,
  l.at_most,
  l.at_most - c.supported as places_left,
  l.source_file,
  if(l.source_file is null, null, '') as source_sheet,
  l.source_row,
from capped as c
left join limits as l using (batches, direction)
order by c.batches, c.position
