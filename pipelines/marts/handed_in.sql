-- title: 各批次交来的表
-- grain: 有申报的一个批次、一种逐项目的来源表一行
-- source: 来源
-- source_title: 来源表
-- used: 用上的行 (行, count)
with told as (
  select project_id, 'recommendations' as source from validated.recommendations
  union all
  select project_id, 'events' from validated.events
  union all
  select project_id, 'reviews' from validated.reviews
  union all
  select project_id, 'acceptances' from validated.acceptances
  union all
  select project_id, 'subsidies' from validated.subsidies
),
counted as (
  select p.batch, u.source, count(*)::integer as used,
  from told as u
  join validated.applications as p using (project_id)
  group by p.batch, u.source
),
tables as (
  select distinct source, source_title
  from sources.contracts
  where source in ('recommendations', 'events', 'reviews', 'acceptances', 'subsidies')
)
select b.batch, t.source, t.source_title, coalesce(c.used, 0) as used,
from (select distinct batch from validated.applications) as b
cross join tables as t
left join counted as c using (batch, source)
order by b.batch, list_position(['events', 'recommendations', 'reviews', 'acceptances', 'subsidies'], t.source)
