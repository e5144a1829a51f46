-- title: 集团名额台账
-- grain: 一个集团一个批次一行，成员牵头的项目合计，各市、各方向、免占名额的都在内
-- rows: slots
-- year: 年度
-- is_state_group: 中央驻鲁企业或省属国企
-- own: 成员牵头，申报口径 (个, count)
-- own_listed: 成员牵头，入围口径 (个, count)
-- used: 已用，申报口径 (个, count) = own
-- limit: 限额 (个) — 通知三（二）所定，见 data/reference/limits.csv
-- left: 剩余，申报口径 (个) = "limit" - used
-- used_listed: 已用，入围口径 (个, count) = own_listed
-- left_listed: 剩余，入围口径 (个) = "limit" - used_listed
-- source_file: 限额的来源文件
-- source_sheet: 限额的来源工作表
-- source_row: 限额的来源行
with counted as (
  select
    g.batch,
    g.group_name,
    coalesce(bool_or(o.is_quota_exempt), false) as is_state_group,
    count(*)::integer as own,
    count_if(s.is_listed)::integer as own_listed,
  from lifecycle.groups as g
  join lifecycle.standing as s using (project_id)
  left join reference.ownerships as o using (ownership)
  group by g.batch, g.group_name
)
select
  c.group_name,
  c.batch,
  b.year,
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
join reference.batches as b using (batch)
left join reference.limits as l on l.batch = c.batch and l.name = 'group_projects'
order by c.batch, c.group_name
