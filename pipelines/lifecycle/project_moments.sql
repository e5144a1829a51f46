-- title: 项目的时点
-- grain: 一个项目一行；days 是各判定时点是哪一天，还没有到的、不知道的为空；自己没有公示、公布的，按它的批次
with shown as (
  select project_id, min(happened_on) filter (step = '公示') as shown_on, min(happened_on) filter (step = '公布') as published_on,
  from lifecycle.timeline
  where not is_void
  group by project_id
),
allocated as (
  select project_id, min(allocated_on) as allocated_on,
  from known.subsidies
  where subsidy_allocated > 0
  group by project_id
)
select
  p.project_id,
  map {
    'submit_by': b.days['submit_by'],
    'recommend_by': b.days['recommend_by'],
    'publicised': coalesce(s.shown_on, b.days['publicised']),
    'published': coalesce(s.published_on, b.days['published']),
    'allocated': a.allocated_on,
    'today': b.days['today']
  } as days,
from validated.applications as p
join lifecycle.batch_moments as b using (batch)
left join shown as s using (project_id)
left join allocated as a using (project_id)
