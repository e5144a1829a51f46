-- title: 数据安全评估
-- subject: project
-- reads: applications, data_security
-- needs: batches.submit_by
-- settle: 补填数据安全自评估，在数据安全评估表里补上截止前的评估结果和日期。
-- self_assessed: 数据安全自评估
-- assessment: 评估结果
-- assessed_on: 评估日期
-- submit_by: 截止时间
-- 要有自评估，并在填报截止前取得合格的评估结果；看截止前最近一次评估，没有任何评估记录的待核，另有结果不同而没有日期的也待核。
with latest as (
  select
    p.project_id,
    arg_max(d.assessment, (d.assessed_on, d.assessment = '不合格')) filter (d.assessed_on <= b.submit_by::date) as assessment,
    max(d.assessed_on) filter (d.assessed_on <= b.submit_by::date) as assessed_on,
    min(d.assessed_on) filter (d.assessed_on > b.submit_by::date) as late_on,
    list(d.assessment) filter (d.assessed_on is null) as undated,
  from lifecycle.judged_projects as p
  join reference.batches as b using (batch)
  join known.data_security as d using (project_id)
  group by p.project_id
),
judged as (
  select
    p.project_id,
    a.data_security_self as self_assessed,
    l.assessment,
    coalesce(l.assessed_on, l.late_on) as assessed_on,
    b.submit_by,
    case
      when b.submit_by is null then 'no deadline'
      when a.data_security_self = false then 'not self-assessed'
      when l.project_id is null then 'no record'
      when not list_has_all([l.assessment], l.undated) then 'undated'
      when l.assessment = '不合格' then 'failed'
      when l.assessment is null then 'late'
      when a.data_security_self is null then 'self unknown'
      else 'assessed'
    end as finding,
  from lifecycle.judged_projects as p
  join reference.batches as b using (batch)
  join validated.applications as a using (project_id)
  left join latest as l using (project_id)
)
select
  project_id as subject_id,
  case when finding = 'assessed' then 'pass' when finding in ('not self-assessed', 'failed', 'late') then 'fail' else 'review' end as verdict,
  case finding
    when 'no deadline' then '通知的截止时间未知'
    when 'not self-assessed' then '没有开展数据安全自评估'
    when 'no record' then '没有数据安全评估记录'
    when 'failed' then format('{} 评估为不合格', assessed_on)
    when 'late' then format('{} 才评估，晚于截止时间 {}', assessed_on, submit_by)
    when 'undated' then '数据安全评估没有日期，不能判断是否在截止前'
    when 'self unknown' then '数据安全自评估未填或读不出'
    else format('{} 评估合格', assessed_on)
  end as message,
  {self_assessed: self_assessed, assessment: assessment, assessed_on: assessed_on, submit_by: submit_by} as evidence,
from judged
