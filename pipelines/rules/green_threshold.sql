-- title: 绿色门槛不予支持
-- clause: 二（二）3
-- quotation: 符合财政涉企资金“绿色门槛”制度要求
-- severity: error
-- subject: project
-- reads: checks[绿色门槛]
-- settle: 向生态环境部门核实，在单位核查表里补一行“绿色门槛”的结果。
-- result: 核查结果
-- checked_on: 核查日期
-- 看最近一次绿色门槛核查；同日有几条的，以妨碍的为准。
with latest as (
  select
    applicant_id,
    arg_max(result, (coalesce(checked_on, date '0001-01-01'), means is not distinct from 'barred', means is null, result)) as result,
    arg_max(coalesce(means, 'unknown'), (coalesce(checked_on, date '0001-01-01'), means is not distinct from 'barred', means is null, result)) as means,
    max(checked_on) as checked_on,
  from lifecycle.checks
  where item = '绿色门槛'
  group by applicant_id
)
select
  p.project_id as subject_id,
  case l.means when 'clear' then 'pass' when 'barred' then 'fail' else 'review' end as verdict,
  case
    when l.means is null then format('{} 没有绿色门槛核查记录', p.applicant)
    when l.means = 'unknown' then format('{} 的绿色门槛核查结果为“{}”，不能判断', p.applicant, l.result)
    else format('{} 的绿色门槛核查结果为{}', p.applicant, l.result)
  end as message,
  {result: l.result, checked_on: l.checked_on} as evidence,
from lifecycle.judged_projects as p
left join latest as l using (applicant_id)
