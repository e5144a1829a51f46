-- title: 两个文件说了同样的话
-- definition: 没有键的表，后交的文件里有与先交的文件处处相同的行，只算一次，待核；记在第一行；名字说是更正、第2次报送的文件不用说
with repeated as (
  select s.source, s.source_file, s.by_file, s.by_sheet, s.by_row,
  from resolved.superseded as s
  join resolved.standing as o using (source, source_file, source_sheet, source_row)
  join resolved.standing as n
    on n.source = s.source and n.source_file = s.by_file and n.source_sheet = s.by_sheet and n.source_row = s.by_row
  where o.is_added and o.row_key = n.row_key and not parsers.says_later(s.by_file)
)
select
  source,
  by_file as source_file,
  arg_min(by_sheet, (by_row, by_sheet)) as source_sheet,
  min(by_row) as source_row,
  null as "column",
  null as value,
  '有 ' || count(distinct (by_sheet, by_row)) || ' 行与 ' || source_file || ' 里的处处相同，只算一次' as problem,
  '同一份表交了两次就不用改；确是另一笔、另一件，就写明不同的文号、日期或时间' as fix,
  'mark' as effect,
from repeated
group by source, source_file, by_file
