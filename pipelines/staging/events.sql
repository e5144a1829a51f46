-- title: 流程记录
-- grain: 交来的一行一行；has_time 为假时 happened_at 只到日，时刻未知
-- 先读格子，再到对照表里查：放在一步里，四十万行要多花一倍的时间。
with cells as (
  select
    parsers.project("项目编号") as project_id,
    "环节" as stage,
    parsers.time("时间") as happened_at,
    parsers.has_time("时间") as has_time,
    parsers.answer("结果") as result,
    parsers.text("经办层级") as level,
    parsers.text("原因") as reason,
    source_file,
    source_sheet,
    source_row,
  from sources.events
),
typed as (
  select * replace (parsers.choice(stage, 'events', 'stage') as stage)
  from cells
)
select *, row(project_id, stage, happened_at, has_time, result, level, reason)::varchar as row_key,
from typed
