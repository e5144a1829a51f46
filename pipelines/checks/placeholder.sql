-- title: 占着格子，不是内容
-- definition: 文字的格子里是错误提示（#N/A）、“同上”、“待定”“详见附件”、0、“否”或一串问号，不当作内容；“同上”不按上一行填
-- 同样的写法只认一次。
with cells as (
  select *
  from sources.cells
  where kind in ('text', 'answer', 'name') and length(value) <= 20 and not parsers.worded(value, kind)
),
sorted as (
  select value, kind, parsers.placeholder(value, kind) as sort
  from (select distinct value, kind from cells)
),
held as (
  select c.*, s.sort
  from cells as c
  join (from sorted where sort is not null) as s using (value, kind)
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || case sort
    when 'error' then '是表格软件的错误提示，不是' || header
    when 'same' then '指的是哪一格不清楚，没有按上一行填'
    when 'later' then '没有写出' || header
    else '不是' || header
  end || if(essential, '，这一行无法使用', '，按没有填计') as problem,
  case sort
    when 'error' then '改正公式，或直接写出' || header
    when 'same' then '每一行都写出' || header
    else '写出' || header
  end || if(essential, '，再导入', '；没有就留空') as fix,
  if(essential, 'row', 'cell') as effect,
from held
