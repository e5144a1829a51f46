-- title: 编号读不出
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || case
    when parsers.scientific(value) then '是科学计数法，编号的后几位已被 Excel 丢掉'
    when parsers.placeholder(value, kind) = 'formula' then '是没有算出的公式，不是编号'
    when parsers.placeholder(value, kind) = 'error' then '是表格软件的错误提示，不是编号'
    when parsers.placeholder(value, kind) = 'same' then '指的是哪一格不清楚，没有按上一行填'
    else '不是编号'
  end as problem,
  if(parsers.scientific(value), '在 Excel 里把' || header || '一列设为“文本”，照原件重新填写', '照原件写出' || header) as fix,
  if(essential, 'row', 'cell') as effect,
from sources.cells
where kind in ('id', 'project') and value is not null and parsers.id(value) is null and not parsers.blank(value, kind)
