-- title: 缺少必填的值
-- definition: 格子里有内容而读文件时就读不出的，那时已经说了，这里不再说
select
  c.source,
  c.source_file,
  c.source_sheet,
  c.source_row,
  c.header as "column",
  c.value,
  c.header || if(parsers.tight(c.value) = '' or c.value is null, '是空的', '只写了' || parsers.quoted(c.value)) || '，这一行无法使用' as problem,
  '补上' || c.header || coalesce('（' || k.note || '）', '') || '，再导入' as fix,
  'row' as effect,
from sources.cells as c
join sources.contracts as k using (source, name)
anti join sources.defects as d
  on d.effect = 'row'
  and (d.source, d.source_file, d.source_sheet, d.source_row, d."column") = (c.source, c.source_file, c.source_sheet, c.source_row, c.header)
where c.essential and parsers.blank(c.value, c.kind)
