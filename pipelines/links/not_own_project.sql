-- title: 不是本账号的项目
-- definition: 账号只能交自己范围里的项目的行：这一行说的项目是别处的，或者看不出这一行是谁的；不收
-- only_with: sources.owned
with owned as (
  select source_file, dimension, list(value order by value) as allowed
  from sources.owned
  where dimension is not null
  group by source_file, dimension
),
rows_of as (
  select r.source, r.source_file, r.source_sheet, r.source_row
  from staging.rows as r
  semi join sources.owned using (source_file)
),
named as (
  select source, source_file, source_sheet, source_row, any_value(header) as header, any_value(value) as value, any_value(parsers.id(value)) as project_id
  from sources.cells
  semi join sources.owned using (source_file)
  where kind in ('project', 'id') and value is not null
  group by all
),
said as (
  unpivot (
    select a.project_id, a.city, a.county, a.batch, a.source_file, a.source_sheet, a.source_row, f.file_order
    from staging.applications as a
    join (select distinct source_file, file_order from sources.files) as f using (source_file)
    where a.project_id is not null
  )
  on city, county, batch into name dimension value meant
),
-- The number of a project that an earlier file, or one of the division, says is somewhere else.
claims as (
  select distinct one.source_file, one.source_sheet, one.source_row
  from said as one
  join owned as o using (source_file, dimension)
  join said as other
    on other.project_id = one.project_id and other.dimension = one.dimension and other.source_file <> one.source_file
  where (other.file_order < one.file_order or other.source_file not in (select source_file from sources.owned))
    and not list_contains(o.allowed, other.meant)
),
places as (
  from said
  anti join claims using (source_file, source_sheet, source_row)
),
own_words as (
  select source, source_file, source_sheet, source_row, 'city' as dimension, parsers.city(value) as meant
  from sources.cells
  semi join sources.owned using (source_file)
  where kind = 'city'
  union all
  select source, source_file, source_sheet, source_row, 'batch', parsers.batch(value)
  from sources.cells
  semi join sources.owned using (source_file)
  where kind = 'batch'
  union all
  select 'applications', source_file, source_sheet, source_row, 'county', county
  from staging.applications
  semi join sources.owned using (source_file)
),
judged as (
  select
    r.*,
    c.source_row is not null and r.source = 'applications' as is_claim,
    n.header,
    n.value,
    o.dimension,
    o.allowed,
    (select list(distinct p.meant) from places as p where p.project_id = n.project_id and p.dimension = o.dimension) as of_project,
    (select any_value(w.meant) from own_words as w where w.source = r.source and w.source_file = r.source_file and w.source_sheet = r.source_sheet and w.source_row = r.source_row and w.dimension = o.dimension) as of_row,
  from rows_of as r
  join owned as o using (source_file)
  left join named as n using (source, source_file, source_sheet, source_row)
  left join claims as c using (source_file, source_sheet, source_row)
),
wrong as (
  select
    source,
    source_file,
    source_sheet,
    source_row,
    any_value(header) as header,
    any_value(value) as value,
    bool_or(is_claim or len(list_filter(coalesce(of_project, []), lambda place: not list_contains(allowed, place))) > 0) as is_of_others,
  from judged
  where is_claim
    or (source <> 'applications' and len(list_filter(coalesce(of_project, []), lambda place: not list_contains(allowed, place))) > 0)
    or (of_row is null and len(coalesce(of_project, [])) = 0)
  group by source, source_file, source_sheet, source_row
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  if(is_of_others, header || parsers.quoted(value) || '不是您的账号范围里的项目', '看不出这一行是哪里的，您的账号只能交自己范围里的') as problem,
  if(is_of_others, '核对编号；编号没有写错，就由项目所在的市、县交，或请与省里联系', '核对编号，或把这个项目的申报信息一起交来；不是项目的表，请省里交') as fix,
  'row' as effect,
from wrong
