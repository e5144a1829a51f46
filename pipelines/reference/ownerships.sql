-- title: 企业性质
-- grain: 一种企业性质一行
select
  position::integer as position,
  ownership,
  is_quota_exempt::boolean as is_quota_exempt,
  clause,
from raw.ownerships
order by position
