-- title: 揭榜方向
-- grain: 一个批次的一个方向一行
-- key: batch, direction
-- needs: position, direction, clause, is_quota_exempt, has_support_cap, is_carrier
-- names: batch = batches.batch
select
  batch,
  position::integer as position,
  direction,
  coalesce(string_split(aliases, '；'), []) as aliases,
  clause,
  is_quota_exempt::boolean as is_quota_exempt,
  is_quota_exempt_clause,
  has_support_cap::boolean as has_support_cap,
  has_support_cap_clause,
  is_carrier::boolean as is_carrier,
  is_carrier_clause,
from raw.directions
order by batch, position
