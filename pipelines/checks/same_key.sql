-- title: 同一文件里说的是同一件事
-- definition: 没有键的表，一个文件里几行的项目、年度、文号、日期这些都相同，别的格子不同，都照收，待核；没有文号和日期的，项目和年度相同就是
with keys as (
  select source, string_agg(header, '、' order by position) as headers
  from sources.contracts
  where is_natural
  group by source
),
rows as (
  select source, source_file, source_sheet, source_row, row_key, coalesce(natural_key, if(is_pending, pending_key, null)) as same
  from staging.rows
),
-- 先只比散列：几行说同一件事的没有几个。
suspects as (
  select hash(source, source_file, same) as hashed
  from rows
  where same is not null
  group by hashed
  having min(hash(row_key)) < max(hash(row_key))
),
repeated as (
  select source, source_file, same
  from rows as r
  semi join suspects as s on s.hashed = hash(r.source, r.source_file, r.same)
  where same is not null
  group by source, source_file, same
  having min(row_key) < max(row_key)
),
placed as (
  select
    source,
    source_file,
    same,
    count(*) as total,
    list({'sheet': source_sheet, 'row': source_row} order by source_sheet, source_row)[1:6] as places,
  from rows
  join repeated using (source, source_file, same)
  group by source, source_file, same
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
join rows as r using (source, source_file, same)
join keys as k using (source)
