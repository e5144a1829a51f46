-- title: 单位核查表
-- grain: 交来的一行一行
-- 先读格子，再到对照表里查。
with cells as (
  select
    * exclude (file_order),
    parsers.code("统一社会信用代码") as applicant_id,
    "核查事项" as item,
    parsers.answer("结果") as result,
    parsers.day("发生或列入日期") as from_on,
    parsers.day("移出日期") as until_on,
    parsers.day("核查日期") as checked_on,
    parsers.text("来源") as origin,
  from sources.checks
),
typed as (
  select * replace (parsers.choice(item, 'checks', 'item') as item),
  from cells
)
select
  columns('^[a-z_]+$'),
  row(
    applicant_id,
    item,
    result,
    parsers.same(from_on, "发生或列入日期"),
    parsers.same(until_on, "移出日期"),
    parsers.same(checked_on, "核查日期"),
    origin
  )::varchar as row_key,
from typed
