-- title: 编号看上去一样
-- definition: 项目基本信息表里两个编号只差形近的字（O 和 0、俄文 Х 和 X、魯和鲁）、分隔的写法或有无（SL2025-001、SL2025001、2,025,001）、打头的零，按两个项目收，待核
with read as materialized (
  select source, source_file, source_sheet, source_row, header, value, parsers.id(value) as id
  from sources.cells
  where kind = 'id'
),
ids as (
  select *
  from read
  where id is not null
),
placed as (
  select
    id,
    parsers.id_outline(id) as outline,
    parsers.id_joined(id) as joined,
    length(regexp_replace(id, '[\pL\pN]', '', 'g')) as marks,
    arg_min({'file': source_file, 'row': source_row}, (source_file, source_row)) as place,
  from ids
  group by id
),
pairs as (
  select one.id, {'id': other.id, 'place': other.place} as other
  from placed as one
  join placed as other on other.outline = one.outline and other.id <> one.id
  union all
  select one.id, {'id': other.id, 'place': other.place} as other
  from placed as one
  join placed as other on other.joined = one.joined and other.marks <> one.marks
),
others as (
  select id, arg_min(other, other.id) as other
  from pairs
  group by id
)
select
  i.source,
  i.source_file,
  i.source_sheet,
  i.source_row,
  i.header as "column",
  i.value,
  parsers.quoted(i.value) || '与 ' || o.other.place.file || ' 第 ' || o.other.place."row" || ' 行的' || parsers.quoted(o.other.id)
    || '看上去是一样的，当作两个项目' as problem,
  '是同一个项目就改成一样的编号；不是就不用改' as fix,
  'mark' as effect,
from ids as i
join others as o using (id)
