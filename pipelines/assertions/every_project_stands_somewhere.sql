-- title: 每个项目处在一个已知的阶段，各阶段的项目数之和等于项目数
-- left: 项目数
-- right: 各阶段相加
-- metric: projects
with stages as (
  select batch, sum(projects) as by_stage,
  from marts.cube
  where stage in (select stage from reference.stages) or stage = '通知未录'
  group by batch
),
projects as (
  select batch, count(*) as projects,
  from marts.projects
  group by batch
)
select batch as what, batch, projects as left_side, coalesce(by_stage, 0) as right_side,
from projects
left join stages using (batch)
order by batch
