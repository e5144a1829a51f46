-- title: 申报单位类型
-- grain: 一个批次的一种单位类型一行，按批次的通知；only_direction 是该类型仅可申报的方向，或“不限”
-- key: notice, applicant_type
-- needs: position, applicant_type, only_direction, clause
-- numbered: position
-- names: only_direction = directions.direction | 不限
-- words: applicant_type
select b.batch, a.notice, a.position::integer as position, a.applicant_type, nullif(a.only_direction, '不限') as only_direction, a.clause,
from raw.applicant_types as a
join reference.batches as b using (notice)
order by b.batch, position
