-- title: 免占名额
-- grain: 一个项目一行，按批次的通知；两项都符合的只算一次，两个理由都写
with owners as (
  select batch, string_agg(ownership, '、' order by position) as exempt,
  from reference.ownerships
  where is_quota_exempt
  group by batch
)
select
  p.project_id,
  nullif(
    concat_ws(
      ' + ',
      if(d.is_quota_exempt, '方向不限名额', null),
      if(o.is_quota_exempt, w.exempt, null)
    ),
    ''
  ) as quota_exemption,
from validated.applications as p
left join lifecycle.taxonomy as t using (project_id)
left join reference.directions as d on d.batch = p.batch and d.direction = t.direction
left join reference.ownerships as o on o.batch = p.batch and o.ownership = p.ownership
left join owners as w on w.batch = p.batch
