-- title: 流程记录
-- grain: 交来的一行一行；has_time 为假时 happened_at 只到日，时刻未知
with typed as (
  select
    cells.project("项目编号") as project_id,
    cells.choice("环节", 'events', 'stage') as stage,
    cells.time("时间") as happened_at,
    cells.has_time("时间") as has_time,
    cells.text("结果") as result,
    cells.text("经办层级") as level,
    cells.text("原因") as reason,
    source_file,
    source_sheet,
    source_row,
  from sources.events
)
select *, row(project_id, stage, happened_at, has_time, result, level, reason)::varchar as row_key,
from typed
