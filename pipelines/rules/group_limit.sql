-- title: 集团项目数超限
-- clause: 三（二）
-- quotation: 同一集团内企业总揭榜任务不超过5个
-- severity: error
-- subject: group
-- reads: applications
-- projects: 成员牵头申报 (个, count)
-- at_most: 上限 (个, count)
-- is_state_group: 中央驻鲁企业或省属国企
-- project_ids: 项目
-- 成员牵头的项目合计，各市、各方向、免占名额的都在内。这句话在中央驻鲁企业、省属国企的条款里，其他集团作为提醒。
with members as (
  select batch, group_name, list(project_id order by project_id) as project_ids,
  from lifecycle.groups
  group by batch, group_name
)
select
  g.group_name as subject_id,
  g.batch,
  if(g.is_state_group, 'error', 'warning') as severity,
  if(g.used > g."limit", 'fail', 'pass') as verdict,
  format('{} 成员牵头申报 {} 个，{} {} 个', g.group_name, g.used, if(g.used > g."limit", '超过', '未超过'), g."limit") as message,
  {batch: g.batch, projects: g.used, at_most: g."limit", is_state_group: g.is_state_group, project_ids: m.project_ids[:50]} as evidence,
from marts.groups as g
join members as m using (batch, group_name)
where g."limit" is not null
