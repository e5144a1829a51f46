-- title: 未申请验收即出结论
-- subject: project
-- reads: acceptances, events[申请验收]
-- needs: steps.step[申请验收]
-- 各批次都看，限验收结论为通过或不通过的。
with applications as (
  select project_id, min(happened_on) as applied_on,
  from lifecycle.timeline
  where step = '申请验收' and not is_void
  group by project_id
),
judged as (
  select p.project_id, p.acceptance_result, coalesce(a.applied_on, e.applied_on) as applied_on,
  from marts.projects as p
  join validated.acceptances as a using (project_id)
  left join applications as e using (project_id)
  where p.applied = 1 and p.concluded = 1
)
select
  project_id as subject_id,
  if(applied_on is null, 'fail', 'pass') as verdict,
  if(
    applied_on is null,
    format('验收结论为{}，没有申请验收的记录或日期', acceptance_result),
    format('{} 申请验收，结论为{}', applied_on, acceptance_result)
  ) as message,
  {acceptance_result: acceptance_result, applied_on: applied_on} as evidence,
from judged
