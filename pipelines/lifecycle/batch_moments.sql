-- title: 批次的时点
-- grain: 一个批次一行；days 是各判定时点是哪一天，还没有到的、不知道的为空；一个批次的公示、公布按它的第一次
with shown as (
  select p.batch, min(t.happened_on) filter (t.step = '公示') as shown_on, min(t.happened_on) filter (t.step = '公布') as published_on,
  from lifecycle.timeline as t
  join validated.applications as p using (project_id)
  where not t.is_void
  group by p.batch
),
allocated as (
  select p.batch, min(s.allocated_on) as allocated_on,
  from known.subsidies as s
  join validated.applications as p using (project_id)
  where s.subsidy_allocated > 0
  group by p.batch
)
select
  b.batch,
  map {
    'submit_by': b.submit_by::date,
    'recommend_by': b.recommend_by::date,
    'publicised': s.shown_on,
    'published': s.published_on,
    'allocated': a.allocated_on,
    'today': b.as_of
  } as days,
from reference.batches as b
left join shown as s using (batch)
left join allocated as a using (batch)
