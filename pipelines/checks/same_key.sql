-- title: 同一文件里说的是同一件事
-- definition: 没有键的表，一个文件里几行的项目、年度、文号、日期这些都相同，别的格子不同，都照收，待核
with keys as (
  select source, string_agg(header, '、' order by position) as headers
  from sources.contracts
  where is_natural
  group by source
),
repeated as (
  select source, source_file, natural_key
  from staging.rows
  where natural_key is not null
  group by source, source_file, natural_key
  having count(distinct row_key) > 1
),
placed as (
  select
    source,
    source_file,
    natural_key,
    count(*) as total,
    list({'sheet': source_sheet, 'row': source_row} order by source_sheet, source_row)[1:6] as places,
  from staging.rows
  join repeated using (source, source_file, natural_key)
  group by source, source_file, natural_key
)
select
  r.source,
  r.source_file,
  r.source_sheet,
  r.source_row,
  null as "column",
  null as value,
  '与' || parsers.other_rows(p.places, p.total, r.source_sheet, r.source_row) || '的' || k.headers || '相同，别的格子不同，都照收了' as problem,
  '确是两笔、两件就不用改；改过的只留正确的一行' as fix,
  'mark' as effect,
from placed as p
join staging.rows as r using (source, source_file, natural_key)
join keys as k using (source)
