-- title: 晚于截至日
-- definition: 已经发生的事，日期却晚于截至日：照收，还没有到，不计入各数，一列标一处，待核；计划的起止日期不在内
with cells as (
  select *
  from sources.cells
  where value is not null and kind in ('day', 'time')
),
-- 同样的写法只读一次。
written as (
  select value, if(parsers.plain_moment(value) is null, parsers.moment(value).day, parsers.plain_moment(value)::date) as day
  from (select distinct value from cells)
),
days as (
  select c.*, w.day, l.as_of
  from cells as c
  join written as w using (value)
  cross join loads.load as l
)
select
  source,
  source_file,
  source_sheet,
  min(source_row) as source_row,
  header as "column",
  arg_min(value, source_row) as value,
  format('这一列有 {} 格晚于截至日 {}，最晚 {}；还没有到，不计入各数', count(*), any_value(as_of), max(day)) as problem,
  '日期写错的改过来；没有写错的，截至日到了那一天就计入' as fix,
  'mark' as effect,
from days
where day > as_of and parsers.is_likely(day)
group by source, source_file, source_sheet, header
