-- title: 取代了写法不同的行
-- definition: 没有键的表，后交的文件里同一行的格子与先交的不同，以后交的为准，待核；名字说是更正、第2次报送的文件不用说
-- only_with: resolved.superseded
with replaced as (
  select s.*
  from resolved.superseded as s
  join resolved.standing as o using (source, source_file, source_sheet, source_row)
  join resolved.standing as n
    on n.source = s.source and n.source_file = s.by_file and n.source_sheet = s.by_sheet and n.source_row = s.by_row
  where o.is_added and o.row_key <> n.row_key and not parsers.says_later(s.by_file)
),
-- 要看的只有两边的这几行：各张表只翻一遍。
places as (
  select source, source_file, source_sheet, source_row
  from replaced
  union
  select source, by_file, by_sheet, by_row
  from replaced
),
cells as materialized (
  from sources.cells
  semi join places using (source, source_file, source_sheet, source_row)
),
changed as (
  select
    r.source,
    r.source_file,
    r.source_row,
    r.by_file,
    r.by_sheet,
    r.by_row,
    string_agg(o.header || '原是' || if(k.is_private, '别的字', coalesce(parsers.quoted(o.value), '空的')), '、' order by k.position) as differences,
  from replaced as r
  join cells as o using (source, source_file, source_sheet, source_row)
  join cells as n
    on n.source = r.source and n.source_file = r.by_file and n.source_sheet = r.by_sheet and n.source_row = r.by_row and n.name = o.name
  join sources.contracts as k on k.source = o.source and k.name = o.name
  where parsers.same_cell(o.value, o.unit, o.kind) is distinct from parsers.same_cell(n.value, n.unit, n.kind)
  group by all
)
select
  source,
  by_file as source_file,
  by_sheet as source_sheet,
  by_row as source_row,
  null as "column",
  null as value,
  '取代了 ' || source_file || ' 第 ' || source_row || ' 行，那里的' || differences as problem,
  '确是改正就不用改，文件名里写明“更正”就不再问；不是同一行，就写明不同的文号、日期或时间' as fix,
  'mark' as effect,
from changed
