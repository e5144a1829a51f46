-- title: 推荐汇总表
-- grain: 交来的一行一行
with typed as (
  select
    cells.batch("批次") as batch,
    cells.city("推荐市") as city,
    cells.integer("排序") as rank,
    cells.project("项目编号") as project_id,
    source_file,
    source_sheet,
    source_row,
  from sources.recommendations
)
select *, batch || ' ' || project_id as row_key,
from typed
