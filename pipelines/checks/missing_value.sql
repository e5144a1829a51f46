-- title: 缺少必填的值
select
  c.source,
  c.source_file,
  c.source_sheet,
  c.source_row,
  c.header as "column",
  c.value,
  c.header || if(cells.tight(c.value) = '' or c.value is null, '是空的', '只写了' || cells.quoted(c.value)) || '，这一行无法使用' as problem,
  '补上' || c.header || coalesce('（' || k.note || '）', '') || '，再导入' as fix,
  'row' as effect,
from sources.cells as c
join sources.contracts as k using (source, name)
where c.essential and cells.blank(c.value, c.kind)
