-- title: 各市推荐名额
-- grain: 一个批次的一个市一行，十六市都在内；没有导入名额的为空
-- city: 市
-- quota: 推荐名额 (个)
-- quota_unknown: 有项目而名额未导入 (个)
with cities_with_projects as (
  select distinct batch, city,
  from validated.applications
)
select
  b.batch,
  c.city,
  q.quota,
  (q.quota is null and p.city is not null)::integer as quota_unknown,
  q.source_file,
  q.source_sheet,
  q.source_row,
from reference.batches as b
cross join reference.cities as c
left join validated.quotas as q on q.batch = b.batch and q.city = c.city
left join cities_with_projects as p on p.batch = b.batch and p.city = c.city
order by b.batch, c.code
