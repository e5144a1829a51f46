-- title: 企业性质
-- grain: 一种企业性质一行
-- key: ownership
-- needs: position, is_quota_exempt, clause
-- names: ownership = sources.applications.ownership
select
  position::integer as position,
  ownership,
  is_quota_exempt::boolean as is_quota_exempt,
  clause,
from raw.ownerships
order by position
