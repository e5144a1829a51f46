-- title: 市推荐逾期
-- subject: project
-- reads: events[市推荐], events[省退回]
-- needs: batches.recommend_by, steps.step[市推荐], steps.step[省退回]
-- settle: 只记到日的，核对申报系统里市推荐的钟点，在流程记录里写全日期和时间；省退回后再推荐的，由处室认定。
-- recommended: 市推荐时间
-- sent_back_on: 省退回日期
-- recommend_by: 截止时间
-- 看最近一次仍然有效的市推荐；逾期推荐仍计入推荐数。当日只写日期的，钟点不明。按时推荐以后省里退回、再推荐时已过截止时间的，不是市里
-- 逾期，待核。
with standing as (
  select
    t.project_id,
    max(if(t.has_time, t.happened_at, null)) as timed_at,
    max(if(t.has_time, null, t.happened_on)) as untimed_on,
  from lifecycle.timeline as t
  join lifecycle.standing as s using (project_id)
  where t.step = '市推荐' and t.seq > greatest(s.returned_seq, s.sent_back_seq, s.withdrawn_seq, 0)
  group by t.project_id
),
before as (
  select
    t.project_id,
    r.happened_on as sent_back_on,
    arg_max({'at': if(t.has_time, t.happened_at, null), 'on': t.happened_on}, t.seq) as last,
  from lifecycle.timeline as t
  join lifecycle.standing as s using (project_id)
  join lifecycle.timeline as r on r.project_id = t.project_id and r.seq = s.sent_back_seq
  where t.step = '市推荐' and not t.is_void and t.seq < s.sent_back_seq
  group by t.project_id, r.happened_on
),
dated as (
  select
    p.project_id,
    b.recommend_by,
    s.untimed_on,
    f.sent_back_on,
    case
      when b.recommend_by is null then 'review'
      when s.timed_at > b.recommend_by or s.untimed_on > b.recommend_by::date then 'fail'
      when s.untimed_on = b.recommend_by::date then 'review'
      else 'pass'
    end as recommended_in_time,
    coalesce(f.last.at <= b.recommend_by or (f.last.at is null and f.last.on < b.recommend_by::date), false) as was_in_time,
    if(s.timed_at::date >= s.untimed_on or s.untimed_on is null, s.timed_at::varchar, s.untimed_on::varchar) as recommended,
  from marts.projects as p
  join reference.batches as b using (batch)
  join standing as s using (project_id)
  left join before as f using (project_id)
  where p.applied = 1 and p.recommended = 1 and b.is_at_hand
),
judged as (
  select
    *,
    recommended_in_time = 'fail' and was_in_time as is_sent_back,
    if(recommended_in_time = 'fail' and was_in_time, 'review', recommended_in_time) as verdict,
  from dated
)
select
  project_id as subject_id,
  verdict,
  case
    when verdict = 'pass' then format('市推荐于 {}，不晚于截止时间 {}', recommended, recommend_by)
    when is_sent_back then format('按时推荐后于 {} 省退回，再推荐于 {}，晚于截止时间 {}；仍计入推荐数', sent_back_on, recommended, recommend_by)
    when recommend_by is null then format('市推荐于 {}，通知的截止时间未知', recommended)
    when verdict = 'review' then format('市推荐只记到日（{}），与截止时间 {} 同日，须核对钟点', untimed_on, recommend_by)
    else format('市推荐于 {}，晚于截止时间 {}；仍计入推荐数', recommended, recommend_by)
  end as message,
  {recommended: recommended, sent_back_on: if(is_sent_back, sent_back_on, null), recommend_by: recommend_by} as evidence,
from judged
