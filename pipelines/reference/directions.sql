-- title: 揭榜方向
-- grain: 一个批次的一个方向一行，按批次的通知；succeeds 是上一份通知里的哪个方向，几个合成的用 ；隔开
-- key: notice, direction
-- names: succeeds = other directions.direction
-- needs: position, direction, clause, is_quota_exempt, has_support_cap, is_carrier
-- numbered: position
-- words: direction
select
  b.batch,
  d.notice,
  d.position::integer as position,
  d.direction,
  coalesce(string_split(d.aliases, '；'), []) as aliases,
  coalesce(string_split(d.succeeds, '；'), []) as succeeds,
  d.clause,
  d.is_quota_exempt::boolean as is_quota_exempt,
  d.is_quota_exempt_clause,
  d.has_support_cap::boolean as has_support_cap,
  d.has_support_cap_clause,
  d.is_carrier::boolean as is_carrier,
  d.is_carrier_clause,
from raw.directions as d
join reference.batches as b using (notice)
order by b.batch, position
