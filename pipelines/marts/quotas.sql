-- title: 各市推荐名额
-- grain: 一个批次的一个市一行，十六市都在内；没有导入名额的为空
-- city: 市
-- quota: 推荐名额 (个)
-- quota_unknown: 有项目而名额未导入 (个)
-- quota_missing: 名额未导入的市，各批次分别计 (个)
-- quota_free: 没有用完的名额 (个) — 通知还没有录入哪些项目免占的为空
-- quota_over: 超出的名额 (个) — 同上
with cities_with_projects as (
  select distinct batch, city,
  from validated.applications
),
used as (
  select d.batch, d.city, if(sum(m.exemption_unknown) > 0, null, coalesce(sum(m.quota_used), 0)::integer) as quota_used,
  from lifecycle.dimensions as d
  join lifecycle.measures as m using (project_id)
  group by d.batch, d.city
)
select
  b.batch,
  c.city,
  q.quota,
  (q.quota is null and p.city is not null)::integer as quota_unknown,
  (q.quota is null)::integer as quota_missing,
  if(f.places_left is null, null, greatest(f.places_left, 0))::integer as quota_free,
  if(f.places_left is null, null, greatest(-f.places_left, 0))::integer as quota_over,
  q.source_file,
  q.source_sheet,
  q.source_row,
from reference.batches as b
cross join reference.cities as c
left join validated.quotas as q on q.batch = b.batch and q.city = c.city
left join cities_with_projects as p on p.batch = b.batch and p.city = c.city
left join used as u on u.batch = b.batch and u.city = c.city
cross join lateral (select q.quota - if(u.city is null, 0, u.quota_used) as places_left) as f
order by b.batch, c.code
