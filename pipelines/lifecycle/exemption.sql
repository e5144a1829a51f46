-- title: 免占名额
-- grain: 一个项目一行；两项都符合的只算一次，两个理由都写
with directions as (
  select direction, bool_or(is_quota_exempt) as is_quota_exempt,
  from reference.directions
  group by direction
)
select
  p.project_id,
  nullif(
    concat_ws(
      ' + ',
      if(d.is_quota_exempt, '方向不限名额', null),
      if(o.is_quota_exempt, '中央驻鲁企业、省属国企', null)
    ),
    ''
  ) as quota_exemption,
from validated.applications as p
left join lifecycle.taxonomy as t using (project_id)
left join directions as d using (direction)
left join reference.ownerships as o using (ownership)
