-- at_most: 支持数量上限 (个) — 通知三（五）所定，见 data/reference/limits.csv
-- places_left: 剩余支持数量 (个) — 支持数量上限 − 奖补项目数
with listed as (
  select distinct batch
  from cells
)
select
  d.batch,
  d.direction,
  metrics.supported(c) as supported,
  l.at_most,
  l.at_most - metrics.supported(c) as places_left,
from reference.directions as d
join listed as b on b.batch = d.batch
left join reference.limits as l on l.batch = d.batch and l.name = 'supported_projects' and l.applies_to = d.direction
left join cells as c on c.batch = d.batch and c.direction = d.direction
where d.has_support_cap
group by d.batch, d.direction, d.position, l.at_most
order by d.batch, d.position
