-- title: 同一文件里有完全相同的行
-- definition: 没有键、金额会相加的表里，几行处处相同，照收，待核
with added as (
  select source
  from sources.contracts
  group by source
  having not bool_or(is_key) and bool_or(kind = 'money')
),
repeated as (
  select source, source_file, row_key
  from staging.rows
  join added using (source)
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
  null as "column",
  null as value,
  '与' || parsers.other_rows(p.places, p.total, r.source_sheet, r.source_row) || '处处相同，金额会重复相加' as problem,
  '确是几笔就不用改；抄重了就只留一行' as fix,
  'mark' as effect,
from placed as p
join staging.rows as r using (source, source_file, row_key)
