-- title: 每个可用的申报恰成为一个项目
-- left: 行数
-- right: 一一对应的行数
-- metric: projects
with validated as (
  select project_id, any_value(batch) as batch, count(*) as applications,
  from validated.applications
  group by project_id
),
marts as (
  select project_id, any_value(batch) as batch, count(*) as projects,
  from marts.projects
  group by project_id
),
matched as (
  select
    coalesce(v.batch, m.batch) as batch,
    coalesce(v.applications, 0) as applications,
    coalesce(m.projects, 0) as projects,
    (v.applications is not distinct from 1 and m.projects is not distinct from 1)::integer as is_matched,
  from validated as v
  full join marts as m using (project_id)
)
select concat(batch, ' 可用的申报') as what, batch, sum(applications) as left_side, sum(is_matched) as right_side,
from matched
group by batch
union all
select concat(batch, ' 项目') as what, batch, sum(projects), sum(is_matched),
from matched
group by batch
order by what
