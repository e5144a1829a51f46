-- title: 集团名额台账
-- grain: 一个集团一个年度一行（通知管到批次的，一个批次一行），成员牵头的项目合计，各市、各方向、免占名额的都在内
-- rows: slots
-- year: 年度
-- batches: 批次
-- group_period: 限额按哪些批次合计
-- is_state_group: 通知在其条款里写明限额的集团：有成员的企业性质在通知所列之中
-- own: 成员牵头，申报口径 (个, count)
-- own_listed: 成员牵头，入围口径 (个, count)
-- used: 已用，申报口径 (个, count) = own
-- limit: 限额 (个) — 通知所定
-- left: 剩余，申报口径 (个) = "limit" - used
-- used_listed: 已用，入围口径 (个, count) = own_listed
-- left_listed: 剩余，入围口径 (个) = "limit" - used_listed
-- source_file: 限额的来源文件
-- source_sheet: 限额的来源工作表
-- source_row: 限额的来源行
with counted as (
  select
    g.group_name,
    p.year,
    p.batches,
    coalesce(bool_or(o.is_group_limited), false) as is_state_group,
    count(*)::integer as own,
    count_if(s.is_listed)::integer as own_listed,
  from lifecycle.groups as g
  join lifecycle.standing as s using (project_id)
  join lifecycle.limit_periods as p on p.batch = g.batch and p.rule = 'group_limit'
  left join reference.ownerships as o on o.batch = g.batch and o.ownership = g.ownership
  group by g.group_name, p.year, p.batches
),
limits as (
  select p.batches, min(l.at_most) as at_most, arg_min(l.source_file, l.at_most) as source_file, arg_min(l.source_row, l.at_most) as source_row,
  from reference.limits as l
  join lifecycle.limit_periods as p on p.batch = l.batch and p.rule = 'group_limit'
  where l.name = 'group_projects'
  group by p.batches
)
select
  c.group_name,
  if(contains(c.batches, '、'), null, c.batches) as batch,
  c.year,
  c.batches,
  c.batches as group_period,
  c.is_state_group,
  c.own,
  c.own_listed,
  c.own as used,
  l.at_most as "limit",
  l.at_most - c.own as "left",
  c.own_listed as used_listed,
  l.at_most - c.own_listed as left_listed,
  l.source_file,
  if(l.source_file is null, null, '') as source_sheet,
  l.source_row,
from counted as c
left join limits as l using (batches)
order by c.year, c.batches, c.group_name
