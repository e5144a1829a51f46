-- title: 免占名额
-- grain: 一个项目一行，按批次的通知；两项都符合的只算一次，两个理由都写；符合一项、另一项通知还没有录入的，也写明
-- is_open: 是不是免占，通知还没有说：它的企业性质、方向是否免占没有填，或者它的任务属于哪个方向没有填
with owners as (
  select batch, string_agg(ownership, '、' order by position) as exempt,
  from reference.ownerships
  where is_quota_exempt
  group by batch
),
directions as (
  select batch, bool_or(is_quota_exempt is distinct from false) as may_be_exempt,
  from reference.directions
  group by batch
),
exempt as (
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
    o.ownership is not null and o.is_quota_exempt is null as is_owner_unsaid,
    (d.direction is not null and d.is_quota_exempt is null)
      or (k.task is not null and k.direction is null and coalesce(a.may_be_exempt, false)) as is_direction_unsaid,
  from validated.applications as p
  left join lifecycle.taxonomy as t using (project_id)
  left join reference.directions as d on d.batch = p.batch and d.direction = t.direction
  left join reference.tasks as k on k.batch = p.batch and k.task = p.task
  left join directions as a on a.batch = p.batch
  left join reference.ownerships as o on o.batch = p.batch and o.ownership = p.ownership
  left join owners as w on w.batch = p.batch
)
select
  project_id,
  -- 一项已经免占的，另一项是不是也免占还没有录入：理由不全，与理由齐全的分开。
  if(
    quota_exemption is null,
    null,
    concat_ws(
      '；',
      quota_exemption,
      if(is_direction_unsaid, '方向限不限名额，通知未录', null),
      if(is_owner_unsaid, '企业性质免不免占，通知未录', null)
    )
  ) as quota_exemption,
  quota_exemption is null and (is_owner_unsaid or is_direction_unsaid) as is_open,
from exempt
