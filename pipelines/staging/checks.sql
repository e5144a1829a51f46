-- title: 单位核查表
-- grain: 交来的一行一行
with typed as (
  select
    * exclude (file_order),
    cells.code("统一社会信用代码") as applicant_id,
    cells.choice("核查事项", 'checks', 'item') as item,
    cells.answer("结果") as result,
    cells.day("发生或列入日期") as from_on,
    cells.day("移出日期") as until_on,
    cells.day("核查日期") as checked_on,
    cells.text("来源") as origin,
  from sources.checks
)
select
  columns('^[a-z_]+$'),
  row(
    applicant_id,
    item,
    result,
    cells.same(from_on, "发生或列入日期"),
    cells.same(until_on, "移出日期"),
    cells.same(checked_on, "核查日期"),
    origin
  )::varchar as row_key,
from typed
