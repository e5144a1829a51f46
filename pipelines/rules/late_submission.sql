-- title: 首次提交逾期
-- subject: project
-- reads: events[提交]
-- needs: batches.submit_by, steps.step[提交], steps.step[退回], steps.step[撤回]
-- settle: 核对申报系统里首次提交的钟点，在流程记录里写全日期和时间。
-- submitted: 首次提交时间
-- submit_by: 截止时间
-- 看首次提交：退回后在关闭前再提交是允许的。当日只写日期的，钟点不明。
with submissions as (
  select
    project_id,
    min(if(has_time, happened_at, null)) as timed_at,
    min(if(has_time, null, happened_on)) as untimed_on,
  from lifecycle.timeline
  where step = '提交'
  group by project_id
),
judged as (
  select
    p.project_id,
    b.submit_by,
    s.timed_at,
    s.untimed_on,
    case
      when b.submit_by is null then 'review'
      when s.timed_at <= b.submit_by or s.untimed_on < b.submit_by::date then 'pass'
      when s.untimed_on = b.submit_by::date then 'review'
      else 'fail'
    end as verdict,
    if(s.timed_at::date <= s.untimed_on or s.untimed_on is null, s.timed_at::varchar, s.untimed_on::varchar) as submitted,
  from marts.projects as p
  join reference.batches as b using (batch)
  join submissions as s using (project_id)
  where p.applied = 1 and b.is_at_hand
)
select
  project_id as subject_id,
  verdict,
  case verdict
    when 'pass' then format('首次提交于 {}，不晚于截止时间 {}', submitted, submit_by)
    when 'review' then if(submit_by is null, format('首次提交于 {}，通知的截止时间未知', submitted), format('首次提交只记到日（{}），与截止时间 {} 同日，须核对钟点', untimed_on, submit_by))
    else format('首次提交于 {}，晚于截止时间 {}', submitted, submit_by)
  end as message,
  {submitted: submitted, submit_by: submit_by} as evidence,
from judged
