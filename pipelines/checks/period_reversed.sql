-- title: 止早于起
-- definition: 同一行的截止日期早于起始日期，两个都照收，待核
with periods as (
  select e.*, s.header as start_header, s.value as start_value, parsers.start_day(s.value) as start_on, parsers.end_day(e.value) as end_on
  from sources.cells as e
  join sources.cells as s using (source, source_file, source_sheet, source_row)
  where e.kind = 'end_day' and s.kind = 'start_day' and e.value is not null and s.value is not null
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  header || parsers.quoted(value) || '早于' || start_header || parsers.quoted(start_value) as problem,
  '核对两个日期，是否写反了或写错了年份' as fix,
  'mark' as effect,
from periods
where end_on < start_on
