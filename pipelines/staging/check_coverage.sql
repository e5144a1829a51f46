-- title: 核查覆盖表
-- grain: 交来的一行一行
with typed as (
  select
    parsers.batch("批次") as batch,
    parsers.choice("核查事项", 'check_coverage', 'item') as item,
    parsers.city("推荐市") as city,
    parsers.choice("比对范围", 'check_coverage', 'among') as among,
    parsers.day("比对日期") as compared_on,
    parsers.text("名单来源") as origin,
    source_file,
    source_sheet,
    source_row,
  from sources.check_coverage
)
select *, row(batch, item, city, among, compared_on, origin)::varchar as row_key,
from typed
