-- title: 流程记录
-- grain: 交来的一行一行；has_time 为假时 happened_at 只到日，时刻未知
with typed as (
  select
    parsers.project("项目编号") as project_id,
    parsers.choice("环节", 'events', 'stage') as stage,
    parsers.time("时间") as happened_at,
    parsers.has_time("时间") as has_time,
    parsers.answer("结果") as result,
    parsers.text("经办层级") as level,
    parsers.text("原因") as reason,
    source_file,
    source_sheet,
    source_row,
  from sources.events
)
select *, row(project_id, stage, happened_at, has_time, result, level, reason)::varchar as row_key,
from typed
