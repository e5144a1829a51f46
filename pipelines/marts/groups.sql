-- title: 集团名额台账
-- grain: 一个集团一个年度一行（通知管到批次的，一个批次一行），成员牵头的项目合计，各市、各方向、免占名额的都在内；所属集团未填的合成一行，没有限额
-- searched: group_name
-- rows: slots
-- year: 年度
-- batches: 批次
-- cities: 成员项目所在的市
-- group_period: 限额按哪些批次合计
-- is_state_group: 通知在其条款里写明限额的集团：有成员的企业性质在通知所列之中；通知还没有录入的为空
-- is_unnamed: 所属集团未填
-- published_on: 公布日期，最晚的一个批次；还有没公布的批次的为空
-- like_groups: 名称相近的集团
-- like_used: 名称相近的集团已用 (个, count)
-- own: 成员牵头申报 (个, count) — 截止时退回着、此后再没有提交的不算
-- own_listed: 成员牵头，入围口径 (个, count)
-- released: 不再计入 (个, count) — 公布以后不予揭榜、备选、撤销、终止的
-- used: 已用 (个, count) = own - released
-- limit: 限额 (个) — 通知所定
-- left: 剩余 (个) = "limit" - used
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
    string_agg(distinct g.city, '、' order by g.city) as cities,
    coalesce(bool_or(o.is_group_limited), if(count_if(o.ownership is not null and o.is_group_limited is null) > 0, null, false)) as is_state_group,
    bool_or(g.is_unnamed) as is_unnamed,
    if(count(g.published_on) = count(*), max(g.published_on), null) as published_on,
    count_if(t.in_declared)::integer as own,
    count_if(t.in_declared and g.released is not null)::integer as released,
    count_if(t.in_listed)::integer as own_listed,
  from lifecycle.groups as g
  join lifecycle.places_taken as t on t.project_id = g.project_id and t.is_lead and not t.is_carried_over
  join lifecycle.limit_periods as p on p.batch = g.batch and p.rule = 'group_limit'
  left join reference.ownerships as o on o.batch = g.batch and o.ownership = g.ownership
  group by g.group_name, p.year, p.batches
),
alike as (
  select l.group_period as batches, l.group_name, string_agg(l.like_name, '、' order by l.like_name) as like_groups, sum(c.own - c.released)::integer as like_used,
  from lifecycle.like_groups as l
  join counted as c on c.batches = l.group_period and c.group_name = l.like_name
  group by l.group_period, l.group_name
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
  c.cities,
  c.batches as group_period,
  c.is_state_group,
  c.is_unnamed,
  c.published_on,
  a.like_groups,
  coalesce(a.like_used, 0) as like_used,
  c.own,
  c.own_listed,
  c.released,
  c.own - c.released as used,
  l.at_most as "limit",
  l.at_most - (c.own - c.released) as "left",
  c.own_listed as used_listed,
  l.at_most - c.own_listed as left_listed,
  l.source_file,
  if(l.source_file is null, null, '') as source_sheet,
  l.source_row,
from counted as c
left join alike as a using (batches, group_name)
left join limits as l on l.batches = c.batches and not c.is_unnamed
order by c.year, c.batches, c.group_name
