-- title: 因素表
-- grain: 交来的一行一行
-- amount: 数值 — 按十进制记，不经过浮点
with typed as (
  select
    parsers.year("年度") as year,
    parsers.city("市") as city,
    parsers.name("因素") as factor,
    parsers.exact("数值") as amount,
    parsers.text("单位") as unit,
    parsers.text("来源") as origin,
    parsers.name("文号") as document,
    source_file,
    source_sheet,
    source_row,
  from sources.factors
)
select *, concat_ws(' ', year, city, factor) as row_key,
from typed
