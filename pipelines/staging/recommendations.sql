-- title: 推荐汇总表
-- grain: 交来的一行一行
-- 先读格子，再到对照表里查。
with cells as (
  select
    "批次" as batch,
    "推荐市" as city,
    parsers.integer("排序") as rank,
    parsers.project("项目编号") as project_id,
    parsers.name("项目名称") as project_name,
    parsers.name("申报单位") as applicant,
    parsers.day("纸质材料邮寄日期") as posted_on,
    source_file,
    source_sheet,
    source_row,
  from sources.recommendations
),
typed as (
  select * replace (parsers.batch(batch) as batch, parsers.city(city) as city),
  from cells
)
select *, batch || ' ' || project_id as row_key,
from typed
