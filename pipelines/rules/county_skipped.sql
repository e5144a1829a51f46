-- title: 未经县区推荐
-- subject: project
-- reads: events[县区推荐], events[市推荐]
-- needs: steps.step[县区推荐]
-- 看仍然有效的市推荐之前有没有县区推荐；撤回之前的记录不算。
with counties as (
  select project_id, min(seq) as seq, arg_min(happened_at, seq) as happened_at,
  from lifecycle.timeline
  where step = '县区推荐' and not is_void
  group by project_id
),
judged as (
  select
    p.project_id,
    s.recommended_at,
    c.happened_at as county_recommended_at,
    if(c.seq < s.recommended_seq, 'pass', 'fail') as verdict,
  from lifecycle.judged_projects as p
  join lifecycle.standing as s using (project_id)
  left join counties as c using (project_id)
  where s.is_recommended
)
select
  project_id as subject_id,
  verdict,
  case
    when verdict = 'pass' then format('县区推荐 {}，市推荐 {}', county_recommended_at, recommended_at)
    when county_recommended_at is null then format('市推荐 {}，没有县区推荐', recommended_at)
    else format('市推荐 {}，县区推荐 {} 在其后', recommended_at, county_recommended_at)
  end as message,
  {county_recommended_at: county_recommended_at, recommended_at: recommended_at} as evidence,
from judged
