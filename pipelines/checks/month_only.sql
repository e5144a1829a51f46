-- title: 起止日期只写到月
-- definition: 起始按当月第一天、截止按当月最后一天计，待核
with cells as (
  select *
  from sources.cells
  where value is not null and kind in ('start_day', 'end_day')
),
-- 同样的写法只读一次。
read as materialized (
  select value, kind, parsers.moment(value) as found
  from (select distinct value, kind from cells)
),
written as (
  select value, kind, if(kind = 'start_day', found.starts, found.ends) as day
  from read
  where parsers.is_likely(found.month)
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '只写到月，暂按 ' || day || ' 计' as problem,
  '补上日，如 ' || day as fix,
  'mark' as effect,
from cells
join written using (value, kind)
