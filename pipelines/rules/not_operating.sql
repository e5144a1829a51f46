-- title: 经营状态不正常
-- clause: 二（二）1
-- quotation: 经营状态正常、符合产业发展方向
-- severity: error
-- subject: project
-- reads: checks[经营状态]
-- settle: 查国家企业信用信息公示系统，在单位核查表里补一行“经营状态”：存续、在营、开业、在业，或吊销、注销、停业、清算。
-- result: 核查结果
-- checked_on: 核查日期
-- 看最近一次经营状态核查；同日有几条的，以妨碍的为准。
with latest as (
  select
    applicant_id,
    arg_max(result, (coalesce(checked_on, date '0001-01-01'), means is not distinct from 'barred', means is null, result)) as result,
    arg_max(coalesce(means, 'unknown'), (coalesce(checked_on, date '0001-01-01'), means is not distinct from 'barred', means is null, result)) as means,
    max(checked_on) as checked_on,
  from lifecycle.checks
  where item = '经营状态'
  group by applicant_id
)
select
  p.project_id as subject_id,
  case l.means when 'clear' then 'pass' when 'barred' then 'fail' else 'review' end as verdict,
  case
    when l.means is null then format('{} 没有经营状态核查记录', p.applicant)
    when l.means = 'unknown' then format('{} 的经营状态为“{}”，不能判断是否正常', p.applicant, l.result)
    else format('{} 的经营状态为{}', p.applicant, l.result)
  end as message,
  {result: l.result, checked_on: l.checked_on} as evidence,
from lifecycle.judged_projects as p
left join latest as l using (applicant_id)
