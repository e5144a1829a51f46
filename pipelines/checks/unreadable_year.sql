-- title: 年度读不出
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || case
    when parsers.integer(value) between 1000 and 9999 then '不在 2000 至 2100 年之间'
    when regexp_matches(parsers.tight(value), '\d{4}.*\d{4}') then '写了几个年度，不知道是哪一年'
    when regexp_matches(parsers.tight(value), '^\d{2}年?度?$') then '只有两位，看不出是哪一年'
    else '不是年度'
  end as problem,
  '写成四位的年份，如 2025' || if(essential, '', '；没有就留空') as fix,
  if(essential, 'row', 'cell') as effect,
from sources.cells
where kind = 'year' and value is not null and parsers.year(value) is null and not parsers.blank(value, kind)
