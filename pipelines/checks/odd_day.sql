-- title: 像是程序填的日期
-- definition: 1980 年以前和 2090 年以后的日期，多半是程序在空格子里填的（1900-01-01、1970-01-01、2099-12-31），照收，待核
with days as (
  select *, parsers.moment(value).day as day
  from sources.cells
  where kind in ('day', 'start_day', 'end_day', 'time') and regexp_matches(value, '^\D{0,3}(19[0-7]|209)')
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '像是程序在空格子里填的，不像是真的' || header as problem,
  '核对原件，改成真的日期；没有就留空' as fix,
  'mark' as effect,
from days
where year(day) < 1980 or year(day) >= 2090
