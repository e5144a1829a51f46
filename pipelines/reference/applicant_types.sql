-- title: 申报单位类型
-- grain: 一种单位类型一行；only_direction 是该类型仅可申报的方向
-- key: applicant_type
-- needs: position, clause
-- names: only_direction = directions.direction
select position::integer as position, applicant_type, only_direction, clause,
from raw.applicant_types
order by position
