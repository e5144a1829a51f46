-- title: 编号读不出
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '是科学计数法，编号的后几位已被 Excel 丢掉' as problem,
  '在 Excel 里把' || header || '一列设为“文本”，照原件重新填写' as fix,
  if(essential, 'row', 'cell') as effect,
from sources.cells
where kind in ('id', 'project') and value is not null and parsers.id(value) is null and not parsers.blank(value, kind)
