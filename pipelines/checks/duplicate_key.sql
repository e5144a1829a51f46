-- title: 同一文件里重复
-- definition: 同一个文件里几行是同一个键，不知道该用哪一行，都不用
with keys as (
  select source, string_agg(header, '、' order by position) as header
  from sources.contracts
  where is_key
  group by source
),
repeated as (
  select source, source_file, row_key
  from staging.rows
  join keys using (source)
  where row_key is not null
  group by source, source_file, row_key
  having count(*) > 1
),
placed as (
  select source, source_file, row_key, count(*) as total, list({'sheet': source_sheet, 'row': source_row} order by source_sheet, source_row)[1:6] as places
  from staging.rows
  join repeated using (source, source_file, row_key)
  group by source, source_file, row_key
)
select
  r.source,
  r.source_file,
  r.source_sheet,
  r.source_row,
  k.header as "column",
  r.row_key as value,
  k.header || parsers.quoted(r.row_key) || '在这个文件里重复，另见' || parsers.other_rows(p.places, p.total, r.source_sheet, r.source_row) as problem,
  '只留正确的一行，删去其余的，再导入' as fix,
  'row' as effect,
from placed as p
join staging.rows as r using (source, source_file, row_key)
join keys as k using (source)
