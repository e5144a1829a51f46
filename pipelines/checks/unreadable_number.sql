-- title: 数读不出
with unread as (
  select *
  from sources.cells
  where value is not null
    and ((kind = 'integer' and parsers.integer(value) is null) or (kind = 'number' and parsers.number(value) is null))
    and not parsers.blank(value, kind)
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || case
    when parsers.scientific(value) then '是科学计数法，位数可能已被 Excel 丢掉'
    when regexp_matches(parsers.tight(value), '^[-−负][\d.]') then '是负数'
    when kind = 'integer' and parsers.number(value) is not null then '不是整数，或位数过多'
    when regexp_matches(parsers.tight(value), '\d') then '不是一个确定的数'
    else '不是数'
  end as problem,
  if(kind = 'integer', '写成一个整数，如 12', '写成一个数，如 85.5') || '；没有就留空' as fix,
  if(essential, 'row', 'cell') as effect,
from unread
