-- title: 推荐汇总表
-- grain: 交来的一行一行
with typed as (
  select
    parsers.batch("批次") as batch,
    parsers.city("推荐市") as city,
    parsers.integer("排序") as rank,
    parsers.project("项目编号") as project_id,
    parsers.name("项目名称") as project_name,
    parsers.name("申报单位") as applicant,
    parsers.day("纸质材料邮寄日期") as posted_on,
    source_file,
    source_sheet,
    source_row,
  from sources.recommendations
)
select *, batch || ' ' || project_id as row_key,
from typed
