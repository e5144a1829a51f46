-- title: 汇总
-- grain: 批次、市、方向、任务、单位类型、企业性质、阶段各一行，另每个批次的每个市一行名额 (projects = 0)
-- rows: quotas, projects
-- quota_unknown: 有项目而名额未导入的市 (个)
-- 名额不分任务、单位类型、企业性质和阶段，名额行的这几项为空；方向是该批次占名额的方向，没有方向表的批次为未映射。
with sums as (
  select * exclude (county, is_by_county),
  from lifecycle.sums
  where not is_by_county
),
quota_directions as (
  select batch, min(direction) as direction,
  from reference.directions
  where not is_quota_exempt
  group by batch
),
quota_rows as (
  select
    q.* exclude (source_file, source_sheet, source_row),
    coalesce(d.direction, '未映射') as direction,
    0 as projects,
  from marts.quotas as q
  left join quota_directions as d using (batch)
)
from sums
union all by name
from quota_rows
order by all
