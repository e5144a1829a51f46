-- title: 未申请验收即出结论
-- subject: project
-- reads: acceptances, events[申请验收]
-- needs: steps.step[申请验收]
-- settle: 在验收结果表里补填申请日期，或交来流程记录。
-- 各批次都看，限验收结论为通过或不通过的。没有流程记录、表里也没有申请日期的，待核。
with applications as (
  select project_id, min(happened_on) as applied_on,
  from lifecycle.timeline
  where step = '申请验收' and not is_void
  group by project_id
),
judged as (
  select
    p.project_id,
    p.acceptance_result,
    coalesce(p.applied_on, e.applied_on) as applied_on,
    case
      when coalesce(p.applied_on, e.applied_on) is not null then 'pass'
      when p.has_log then 'fail'
      else 'review'
    end as verdict,
  from lifecycle.followed_projects as p
  left join applications as e using (project_id)
  where p.is_concluded
)
select
  project_id as subject_id,
  verdict,
  case verdict
    when 'pass' then format('{} 申请验收，结论为{}', applied_on, acceptance_result)
    when 'fail' then format('验收结论为{}，没有申请验收的记录或日期', acceptance_result)
    else format('验收结论为{}，没有流程记录，申请日期也没有填', acceptance_result)
  end as message,
  {acceptance_result: acceptance_result, applied_on: applied_on} as evidence,
from judged
