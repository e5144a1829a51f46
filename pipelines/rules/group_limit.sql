-- title: 集团项目数超限
-- clause: 三（二）
-- quotation: 同一集团内企业总揭榜任务不超过5个
-- severity: error
-- subject: group
-- 成员牵头的项目合计，各市、各方向、免占名额的都在内。这句话在中央驻鲁企业、省属国企的条款里，其他集团作为提醒。
with names as (
  select *, cells.spelling(group_name) as spelling,
  from lifecycle.judged_projects
  where group_name is not null
),
groups as (
  select
    n.batch,
    n.spelling,
    min(n.group_name) as group_name,
    count(*)::integer as projects,
    coalesce(bool_or(o.is_quota_exempt), false) as is_state_group,
    list(n.project_id order by n.project_id) as project_ids,
  from names as n
  left join reference.ownerships as o using (ownership)
  group by n.batch, n.spelling
)
select
  g.group_name as subject_id,
  g.batch,
  if(g.is_state_group, 'error', 'warning') as severity,
  if(g.projects > l.at_most, 'fail', 'pass') as verdict,
  format('{} 成员牵头申报 {} 个，{} {} 个', g.group_name, g.projects, if(g.projects > l.at_most, '超过', '未超过'), l.at_most) as message,
  {batch: g.batch, projects: g.projects, at_most: l.at_most, is_state_group: g.is_state_group, project_ids: g.project_ids[:50]} as evidence,
from groups as g
join reference.limits as l on l.batch = g.batch and l.name = 'group_projects'
