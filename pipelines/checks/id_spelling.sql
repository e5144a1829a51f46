-- title: 一个编号有几种写法
-- definition: 只差连接号、大小写或 Excel 添的 .0 的编号，是同一个编号，按同一个项目收，待核
with read as materialized (
  select *, parsers.id(value) as id, parsers.tight(value) as spelling
  from sources.cells
  where kind in ('id', 'project')
),
odd as (
  select *
  from read
  where regexp_matches(value, '[a-zａ-ｚ‐‑‒–—―−]|\.0+\s*$') and id <> spelling
),
ids as (
  select distinct id
  from odd
),
spelled as (
  select i.id, c.spelling, arg_min({'file': c.source_file, 'row': c.source_row}, (c.source_file, c.source_row)) as place,
  from read as c
  join ids as i using (id)
  group by all
),
others as (
  select o.source, o.source_file, o.source_sheet, o.source_row, o.header, o.value, arg_min(s, (s.spelling <> o.id, s.spelling)) as other,
  from odd as o
  join spelled as s on s.id = o.id and s.spelling <> o.spelling
  group by all
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '与 ' || other.place.file || ' 第 ' || other.place."row" || ' 行的' || parsers.quoted(other.spelling)
    || '只差连接号、大小写或 .0，当作同一个编号' as problem,
  '确是同一个项目就改成一样的写法；不是，就改正编号' as fix,
  'mark' as effect,
from others
