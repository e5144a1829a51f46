-- title: 每个可用的申报恰成为一个项目
with validated as (
  select project_id, count(*) as applications,
  from validated.applications
  group by project_id
),
marts as (
  select project_id, count(*) as projects,
  from marts.projects
  group by project_id
)
select project_id, applications, projects,
from validated
full join marts using (project_id)
where applications is distinct from 1 or projects is distinct from 1
