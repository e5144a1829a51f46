-- title: 未经市级评审
-- subject: project
-- reads: events[市级评审], events[市推荐]
-- needs: steps.step[市级评审]
-- city_reviewed_at: 市级评审时间
-- 看仍然有效的市推荐之前有没有市级评审；撤回之前的记录不算。
with reviews as (
  select project_id, min(seq) as seq, arg_min(happened_at, seq) as happened_at,
  from lifecycle.timeline
  where step = '市级评审' and not is_void
  group by project_id
),
judged as (
  select
    p.project_id,
    s.recommended_at,
    r.happened_at as city_reviewed_at,
    if(r.seq < s.recommended_seq, 'pass', 'fail') as verdict,
  from lifecycle.judged_projects as p
  join lifecycle.standing as s using (project_id)
  left join reviews as r using (project_id)
  where s.is_recommended
)
select
  project_id as subject_id,
  verdict,
  case
    when verdict = 'pass' then format('市级评审 {}，市推荐 {}', city_reviewed_at, recommended_at)
    when city_reviewed_at is null then format('市推荐 {}，没有市级评审', recommended_at)
    else format('市推荐 {}，市级评审 {} 在其后', recommended_at, city_reviewed_at)
  end as message,
  {city_reviewed_at: city_reviewed_at, recommended_at: recommended_at} as evidence,
from judged
