-- title: 申报单位类型
-- subject: project
-- reads: applications
-- settle: 补填单位类型：服务商、制造业企业，公共服务载体可填载体承建单位。
-- 有的类型只可申报一个方向，由通知定。
with kinds as (
  select
    p.project_id,
    p.applicant_type,
    p.direction,
    bool_or(t.applicant_type is not null and (t.only_direction is null or t.only_direction = p.direction)) as is_allowed,
  from lifecycle.judged_projects as p
  left join reference.applicant_types as t on t.batch = p.batch and t.applicant_type = p.applicant_type
  group by p.project_id, p.applicant_type, p.direction
)
select
  project_id as subject_id,
  case when applicant_type is null then 'review' when is_allowed then 'pass' else 'fail' end as verdict,
  case
    when applicant_type is null then '单位类型未填'
    when is_allowed then format('单位类型为{}', applicant_type)
    else format('单位类型为{}，不可申报{}方向', applicant_type, direction)
  end as message,
  {applicant_type: applicant_type, direction: direction} as evidence,
from kinds
