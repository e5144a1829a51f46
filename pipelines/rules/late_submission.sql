-- title: 首次提交逾期
-- subject: project
-- reads: events[提交], events[撤回]
-- needs: batches.submit_by, steps.step[提交], steps.step[退回], steps.step[撤回]
-- settle: 只记到日的，核对申报系统里的钟点，在流程记录里写全日期和时间；撤回后重新提交的，核实重新提交的缘由。
-- submitted: 首次提交时间
-- submitted_anew: 撤回后重新提交时间
-- submit_by: 截止时间
-- local_submit_by: 当地的截止时间
-- 看首次提交：退回后在关闭前再提交是允许的，撤回后重新提交的不算退回，过了截止时间的待核。当日只写日期的，钟点不明。市、县（市、区）定的
-- 截止时间更早的，晚于它而不晚于省里的，作为提醒。
with submissions as (
  select
    project_id,
    min(if(has_time, happened_at, null)) as timed_at,
    min(if(has_time, null, happened_on)) as untimed_on,
    min(if(has_time, happened_at, null)) filter (not is_void) as anew_at,
    min(if(has_time, null, happened_on)) filter (not is_void) as anew_on,
    bool_or(is_void) as is_anew,
  from lifecycle.timeline
  where step = '提交'
  group by project_id
),
local as (
  select
    p.project_id,
    coalesce(min(d.submit_by) filter (d.county is not null), min(d.submit_by)) as submit_by,
  from validated.applications as p
  join reference.local_deadlines as d
    on d.batch = p.batch and d.city = p.city and (d.county is null or d.county = p.county)
  group by p.project_id
),
dated as (
  select
    p.project_id,
    b.submit_by,
    if(l.submit_by < b.submit_by, l.submit_by, null) as local_submit_by,
    s.timed_at,
    s.untimed_on,
    case
      when b.submit_by is null then 'review'
      when s.timed_at <= b.submit_by or s.untimed_on < b.submit_by::date then 'pass'
      when s.untimed_on = b.submit_by::date then 'review'
      else 'fail'
    end as filed,
    case
      when l.submit_by is null or l.submit_by >= b.submit_by or s.timed_at <= l.submit_by or s.untimed_on < l.submit_by::date then 'pass'
      when s.untimed_on = l.submit_by::date then 'review'
      else 'fail'
    end as filed_locally,
    coalesce(s.is_anew and not coalesce(s.anew_at <= b.submit_by or s.anew_on < b.submit_by::date, false), false) as is_late_anew,
    if(s.timed_at::date <= s.untimed_on or s.untimed_on is null, s.timed_at::varchar, s.untimed_on::varchar) as submitted,
    if(s.anew_at::date <= s.anew_on or s.anew_on is null, s.anew_at::varchar, s.anew_on::varchar) as submitted_anew,
  from marts.projects as p
  join reference.batches as b using (batch)
  join submissions as s using (project_id)
  left join local as l using (project_id)
  where p.applied = 1 and b.is_at_hand
),
judged as (
  select
    *,
    case
      when filed <> 'pass' then filed
      when is_late_anew then 'review'
      else filed_locally
    end as verdict,
    filed = 'pass' and not is_late_anew and filed_locally <> 'pass' as is_local,
  from dated
)
select
  project_id as subject_id,
  verdict,
  if(is_local, 'warning', null) as severity,
  case
    when submit_by is null then format('首次提交于 {}，通知的截止时间未知', submitted)
    when is_local and verdict = 'review' then format('首次提交只记到日（{}），与当地的截止时间 {} 同日，须核对钟点', untimed_on, local_submit_by)
    when is_local then format('首次提交于 {}，晚于当地的截止时间 {}，不晚于省里的 {}', submitted, local_submit_by, submit_by)
    when filed = 'review' then format('首次提交只记到日（{}），与截止时间 {} 同日，须核对钟点', untimed_on, submit_by)
    when filed = 'fail' then format('首次提交于 {}，晚于截止时间 {}', submitted, submit_by)
    when is_late_anew then format('首次提交于 {}，撤回后于 {} 重新提交，晚于截止时间 {}；退回后再提交不算逾期，撤回的须核实', submitted, submitted_anew, submit_by)
    else format('首次提交于 {}，不晚于截止时间 {}', submitted, submit_by)
  end as message,
  {
    submitted: submitted, submitted_anew: if(is_late_anew, submitted_anew, null), submit_by: submit_by, local_submit_by: local_submit_by
  } as evidence,
from judged
