-- title: 代码读不出
-- definition: 一格一个代码的，读不出为未知；一格几个代码的，读得出的照收，读不出的标出
with coded as (
  select *, if(kind = 'code', [value], parsers.code_parts(value)) as parts
  from sources.cells
  where kind in ('code', 'codes') and value is not null and not parsers.blank(value, kind)
),
unread as (
  select *, list_filter(parts, lambda part: parsers.code(part) is null) as bad
  from coded
  where len(list_filter(parts, lambda part: parsers.code(part) is null)) > 0
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  array_to_string(list_transform(bad, lambda part: parsers.quoted(part)), '、') || if(
    list_bool_and(list_transform(bad, lambda part: parsers.scientific(part))),
    '是科学计数法，代码的后几位已被 Excel 丢掉',
    '不是统一社会信用代码'
  ) as problem,
  '在 Excel 里把' || header || '一列设为“文本”，照营业执照填 18 位代码，如 91370100MA3C4D5E6Y' || if(kind = 'codes', '，几个代码用分号隔开', '') as fix,
  case
    when len(bad) < len(parts) then 'mark'
    when essential then 'row'
    else 'cell'
  end as effect,
from unread
