-- title: 集团项目数超限
-- subject: group
-- reads: applications
-- needs: limits.group_projects[集团]
-- settle: 在通知的 limits.csv 里补上集团的项目数上限。
-- batch: 批次
-- projects: 成员牵头申报 (个, count)
-- at_most: 上限 (个, count)
-- is_state_group: 通知写明限额的企业性质
-- project_ids: 项目
-- 成员牵头的项目合计，各市、各方向、免占名额的都在内。这句话写在哪些企业性质的条款里由通知说，其他集团作为提醒。
with members as (
  select group_period, group_name, list(project_id order by project_id) as project_ids,
  from lifecycle.groups
  group by group_period, group_name
)
select
  g.group_name as subject_id,
  g.year,
  g.batches,
  if(g.is_state_group, 'error', 'warning') as severity,
  case when g."limit" is null then 'review' when g.used > g."limit" then 'fail' else 'pass' end as verdict,
  if(
    g."limit" is null,
    format('{} 成员牵头申报 {} 个，限额未知', g.group_name, g.used),
    format('{} 成员牵头申报 {} 个，{} {} 个', g.group_name, g.used, if(g.used > g."limit", '超过', '未超过'), g."limit")
  ) as message,
  {batch: g.batches, projects: g.used, at_most: g."limit", is_state_group: g.is_state_group, project_ids: m.project_ids[:50]} as evidence,
from marts.groups as g
join members as m using (group_period, group_name)
