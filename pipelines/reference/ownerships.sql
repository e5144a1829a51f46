-- title: 企业性质
-- grain: 一个批次的一种企业性质一行，按批次的通知；needs_letter 是子公司申报要有省级公司推荐函，is_group_limited 是集团限额写在它的条款里
-- key: notice, ownership
-- needs: position, ownership, is_quota_exempt, needs_letter, is_group_limited, clause
-- numbered: position
-- more: quoted_from
-- names: ownership = sources.applications.ownership
select
  b.batch,
  o.notice,
  o.position::integer as position,
  o.ownership,
  o.is_quota_exempt::boolean as is_quota_exempt,
  o.needs_letter::boolean as needs_letter,
  o.is_group_limited::boolean as is_group_limited,
  o.clause,
from raw.ownerships as o
join reference.batches as b using (notice)
order by b.batch, position
