-- title: 建设性质不符
-- subject: project
-- reads: applications
-- settle: 补填建设性质：载体填已建成或基本建成，其他方向填新建或在建。
-- construction: 建设性质
-- 其他方向试点项目应为新建项目或在建项目。
with states as (
  select p.project_id, p.construction, p.direction, bool_or(s.construction is not null) as is_allowed,
  from lifecycle.judged_projects as p
  left join reference.construction_states as s on s.batch = p.batch and s.is_carrier = p.is_carrier and s.construction = p.construction
  group by p.project_id, p.construction, p.direction
)
select
  project_id as subject_id,
  case when construction is null then 'review' when is_allowed then 'pass' else 'fail' end as verdict,
  case
    when construction is null then '建设性质未填或读不出'
    when is_allowed then format('建设性质为{}', construction)
    else format('建设性质为{}，不合{}方向的要求', construction, direction)
  end as message,
  {construction: construction, direction: direction} as evidence,
from states
