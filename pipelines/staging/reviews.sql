-- title: 省级评审
-- grain: 交来的一行一行
with typed as (
  select
    parsers.project("项目编号") as project_id,
    parsers.text("评审方式") as mode,
    parsers.number("得分") as score,
    parsers.choice("结论", 'reviews', 'result') as result,
    parsers.day("评审日期") as reviewed_on,
    source_file,
    source_sheet,
    source_row,
  from sources.reviews
)
select *, project_id as row_key,
from typed
