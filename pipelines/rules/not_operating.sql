-- title: 经营状态不正常
-- subject: project
-- reads: checks[经营状态]
-- settle: 查国家企业信用信息公示系统，在单位核查表里补一行“经营状态”：存续、在营、开业、在业，或吊销、注销、停业、清算。
-- result: 核查结果
-- checked_on: 核查日期
-- undated_result: 没有日期的核查结果
-- 看最近一次经营状态核查；同日有几条的，以妨碍的为准；另有妨碍而没有核查日期的待核。
with latest as (
  select *, means = 'clear' and checked_on is not null and undated_result is not null as is_unordered,
  from lifecycle.latest_checks
  where item = '经营状态'
)
select
  p.project_id as subject_id,
  case when l.is_unordered then 'review' when l.means = 'clear' then 'pass' when l.means = 'barred' then 'fail' else 'review' end as verdict,
  case
    when l.means is null then format('{} 没有经营状态核查记录', p.applicant)
    when l.is_unordered then format('{} 的经营状态在 {} 核查为{}，另有一条“{}”没有核查日期，分不出先后', p.applicant, l.checked_on, l.result, l.undated_result)
    when l.means = 'unknown' then format('{} 的经营状态为“{}”，不能判断是否正常', p.applicant, l.result)
    else format('{} 的经营状态为{}', p.applicant, l.result)
  end as message,
  {result: l.result, checked_on: l.checked_on, undated_result: l.undated_result} as evidence,
from lifecycle.judged_projects as p
left join latest as l using (applicant_id)
