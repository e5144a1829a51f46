-- title: 不在可选值之内
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '不是' || header || '可填的值' as problem,
  '只能填 ' || array_to_string("of", '、') || coalesce('；最接近的是 ' || nullif(array_to_string(parsers.nearest(value, "of"), '、'), ''), '') as fix,
  if(essential, 'row', 'cell') as effect,
from sources.cells
where kind = 'choice' and value is not null and parsers.choice(value, source, name) is null and not parsers.blank(value, kind)
