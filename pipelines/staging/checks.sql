-- title: 单位核查表
-- grain: 交来的一行一行
with typed as (
  select
    cells.code("统一社会信用代码") as applicant_id,
    cells.choice("核查事项", 'checks', 'item') as item,
    cells.answer("结果") as result,
    cells.day("发生或列入日期") as from_on,
    cells.day("移出日期") as until_on,
    cells.day("核查日期") as checked_on,
    cells.text("来源") as origin,
    source_file,
    source_sheet,
    source_row,
  from sources.checks
)
select *, row(applicant_id, item, result, from_on, until_on, checked_on, origin)::varchar as row_key,
from typed
