-- title: 像是程序填的日期
-- definition: 1980 年以前和 2090 年以后的日期，多半是程序在空格子里填的（1900-01-01、1970-01-01、2099-12-31），不当作日期，按未知处理
with read as materialized (
  select *, parsers.moment(value) as found
  from sources.cells
  where kind in ('day', 'start_day', 'end_day', 'time') and regexp_matches(value, '^\D{0,3}(19[0-7]|209)')
),
days as (
  select *, coalesce(found.day, found.month) as found_on
  from read
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '像是程序在空格子里填的，不像是真的' || header || '，日期存疑' as problem,
  '核对原件，改成真的日期' || if(essential, '', '；没有就留空') as fix,
  if(essential, 'row', 'cell') as effect,
from days
where not parsers.is_likely(found_on)
