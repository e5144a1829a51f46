-- title: 每个项目处在一个已知的阶段，各阶段的项目数之和等于项目数
with stages as (
  select batch, sum(projects) as by_stage,
  from marts.cells
  where stage in (select stage from reference.stages)
  group by batch
),
projects as (
  select batch, count(*) as projects,
  from marts.projects
  group by batch
)
select batch, projects, by_stage,
from projects
left join stages using (batch)
where projects is distinct from by_stage
