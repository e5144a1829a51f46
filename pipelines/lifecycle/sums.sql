-- title: 可加数之和
-- grain: 各维度的每一种取值一行；不分县（市、区），is_by_county 的行再按县（市、区）分
-- passing: 汇总和分县区汇总里就是它
select d.* exclude (project_id, county), false as is_by_county, sum(columns(m.* exclude (project_id))),
from lifecycle.dimensions as d
join lifecycle.measures as m using (project_id)
group by all
union all by name
select d.* exclude (project_id), true as is_by_county, sum(columns(m.* exclude (project_id))),
from lifecycle.dimensions as d
join lifecycle.measures as m using (project_id)
group by all
