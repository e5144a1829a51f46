-- title: 集团成员牵头的项目
-- grain: 受通知审核、填了所属集团的项目一行；写法不同的同一集团归为一个名称
select
  n.batch,
  n.project_id,
  n.ownership,
  l.batches as group_period,
  min(n.group_name) over (partition by l.batches, parsers.spelling(n.group_name)) as group_name,
from lifecycle.judged_projects as n
left join lifecycle.limit_periods as l on l.batch = n.batch and l.rule = 'group_limit'
where n.group_name is not null
