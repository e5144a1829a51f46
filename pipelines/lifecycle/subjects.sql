-- title: 结论的对象
-- grain: 规则可以判定的一个对象一行：项目、单位、集团、市、方向
select 'project' as subject_kind, project_id as subject_id,
from validated.applications
union
select 'organisation', organisation_id,
from lifecycle.participants
union
select 'group', group_name,
from lifecycle.groups
union
select 'city', city,
from reference.cities
union
select 'direction', direction,
from lifecycle.taxonomy
union
select 'direction', direction,
from reference.directions
union
select 'direction', '各方向'
