-- title: 不是本账号的行
-- definition: 账号只能交自己范围（市、县、批次）里的行：这一行自己写的是别处的，或者这张表由省里统一交；不收
-- only_with: sources.owned
with owned as (
  select source_file, dimension, list(value order by value) as allowed
  from sources.owned
  where dimension is not null
  group by source_file, dimension
),
told as (
  select source, source_file, source_sheet, source_row, 'city' as dimension, header, value, parsers.city(value) as meant
  from sources.cells
  semi join sources.owned using (source_file)
  where kind = 'city'
  union all
  select source, source_file, source_sheet, source_row, 'batch', header, value, parsers.batch(value)
  from sources.cells
  semi join sources.owned using (source_file)
  where kind = 'batch'
  union all
  select 'applications', a.source_file, a.source_sheet, a.source_row, 'county', k.header, a.county, a.county
  from staging.applications as a
  semi join sources.owned using (source_file)
  join sources.contracts as k on k.source = 'applications' and k.name = 'county'
),
foreign_rows as (
  select t.source, t.source_file, t.source_sheet, t.source_row, t.header, t.value, o.allowed, t.meant
  from told as t
  join owned as o using (source_file, dimension)
  where t.meant is not null and not list_contains(o.allowed, t.meant)
),
shared_rows as (
  select r.source, r.source_file, r.source_sheet, r.source_row, any_value(k.source_title) as title
  from staging.rows as r
  semi join sources.owned using (source_file)
  join sources.contracts as k using (source)
  where r.source in ('quotas', 'check_coverage')
  group by all
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  '这一行是' || meant || '的，您的账号只能交' || array_to_string(allowed, '、') || '的' as problem,
  '删去这一行，由' || meant || '自己交；写错了就改正' as fix,
  'row' as effect,
from foreign_rows
union all by name
select
  source,
  source_file,
  source_sheet,
  source_row,
  null as "column",
  null as value,
  title || '由省里统一交，您的账号交的不收' as problem,
  '从文件里去掉这张表；数不对，请与省里联系' as fix,
  'row' as effect,
from shared_rows
