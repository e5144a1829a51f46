-- title: 是否读不出
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '看不出是“是”还是“否”' as problem,
  '只写“是”或“否”；不清楚就留空' as fix,
  if(essential, 'row', 'cell') as effect,
from sources.cells
where kind = 'yes_no' and value is not null and parsers.yes_no(value) is null and not parsers.blank(value, kind)
