-- title: 止早于起
-- definition: 同一行的截止日期早于起始日期，两个都照收，待核
-- 同样的写法只读一次。
with read as materialized (
  select value, kind, parsers.moment(value) as found
  from (select distinct value, kind from sources.cells where value is not null and kind in ('start_day', 'end_day'))
),
days as (
  select value, kind, if(kind = 'start_day', found.starts, found.ends) as day
  from read
),
periods as (
  select e.*, s.header as start_header, s.value as start_value, started.day as start_on, ended.day as end_on
  from sources.cells as e
  join sources.cells as s using (source, source_file, source_sheet, source_row)
  join days as started on started.kind = s.kind and started.value = s.value
  join days as ended on ended.kind = e.kind and ended.value = e.value
  where e.kind = 'end_day' and s.kind = 'start_day'
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
