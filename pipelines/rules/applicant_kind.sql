-- title: 申报单位类型
-- subject: project
-- reads: applications
-- settle: 补填单位类型：服务商、制造业企业，公共服务载体可填载体承建单位；写法不在其中的，核实是哪一种。
-- near_types: 近于哪些单位类型
-- 有的类型只可申报一个方向，由通知定。一格里写了两种的、写法近于所列类型的（工业企业），待核。
with kinds as (
  select
    p.project_id,
    p.batch,
    p.applicant_type,
    p.direction,
    bool_or(t.applicant_type is not null) as is_listed,
    bool_or(t.applicant_type is not null and (t.only_direction is null or t.only_direction = p.direction)) as is_allowed,
  from lifecycle.judged_projects as p
  left join reference.applicant_types as t on t.batch = p.batch and t.applicant_type = p.applicant_type
  group by p.project_id, p.batch, p.applicant_type, p.direction
),
near as (
  select k.project_id, list(distinct n.applicant_type order by n.applicant_type) as near_types,
  from kinds as k
  join reference.near_types as n on contains(parsers.spelling(k.applicant_type), n.word)
  join reference.applicant_types as t on t.batch = k.batch and t.applicant_type = n.applicant_type
  where not k.is_listed and (t.only_direction is null or t.only_direction = k.direction)
  group by k.project_id
),
judged as (
  select
    k.*,
    coalesce(n.near_types, []) as near_types,
    case when k.applicant_type is null or n.near_types is not null then 'review' when k.is_allowed then 'pass' else 'fail' end as verdict,
  from kinds as k
  left join near as n using (project_id)
)
select
  project_id as subject_id,
  verdict,
  case
    when applicant_type is null then '单位类型未填或读不出'
    when verdict = 'review' then format('单位类型为{}，近于{}，须核实是哪一种', applicant_type, array_to_string(near_types, '、'))
    when is_allowed then format('单位类型为{}', applicant_type)
    else format('单位类型为{}，不可申报{}方向', applicant_type, direction)
  end as message,
  {applicant_type: applicant_type, direction: direction, near_types: near_types} as evidence,
from judged
