-- title: 汇总
-- grain: 批次、市、方向、任务、单位类型、企业性质、阶段各一行，另每个批次的每个市一行名额 (projects = 0)
-- rows: quotas, projects
-- quota_unknown: 有项目而名额未导入的市，各批次分别计 (个)
-- 名额只属于市和批次，名额行的方向、任务、单位类型、企业性质和阶段为空。
with sums as (
  select * exclude (county, is_by_county),
  from lifecycle.sums
  where not is_by_county
),
quota_rows as (
  select
    q.* exclude (source_file, source_sheet, source_row),
    0 as projects,
  from marts.quotas as q
)
from sums
union all by name
from quota_rows
order by all
