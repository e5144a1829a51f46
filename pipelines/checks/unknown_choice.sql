-- title: 不在可选值之内
with known as (
  select source, name, list(distinct value) as known_values,
  from reference.choice_names
  group by source, name
),
-- 同样的写法只读一次。
written as (
  select distinct source, name, kind, value
  from sources.cells
  where kind = 'choice' and value is not null
),
unread as (
  select source, name, value
  from written
  where parsers.choice(value, source, name) is null and not parsers.blank(value, kind)
),
cells as (
  select c.* replace (list_filter(c."of", value -> list_contains(k.known_values, value)) as "of"),
  from sources.cells as c
  join known as k using (source, name)
  semi join unread using (source, name, value)
)
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
from cells
where kind = 'choice'
