-- title: 不是本账号交的行
-- definition: 账号交的行不能取代省里或范围更大的账号已经交的同一行：那一行还在用，这一行不收
-- only_with: sources.owned
with owned as (
  select source_file, dimension, list(value order by value) as allowed
  from sources.owned
  where dimension is not null
  group by source_file, dimension
),
-- Files that an account may take the place of: those of its own scope or of a part of it.
covered as (
  select l.source_file, e.source_file as other_file
  from owned as l
  join owned as e on e.dimension = l.dimension and list_has_all(l.allowed, e.allowed)
  group by l.source_file, e.source_file
  having count(*) = (select count(*) from owned as d where d.source_file = l.source_file)
),
refused as (
  select source, source_file, source_sheet, source_row
  from checks.defects
  where effect = 'row'
),
placed as (
  select r.*, f.file_order
  from staging.rows as r
  join (select distinct source_file, file_order from sources.files) as f using (source_file)
  where exists (from owned)
),
own as (
  from placed
  semi join owned using (source_file)
  anti join refused using (source, source_file, source_sheet, source_row)
),
others as (
  from placed
  anti join refused using (source, source_file, source_sheet, source_row)
),
pairs as (
  select o.source_file as other_file, o.file_order as other_order, r.*
  from own as r
  join others as o on o.source = r.source and o.row_key = r.row_key
  union all
  select o.source_file, o.file_order, r.*
  from own as r
  join others as o on o.source = r.source and o.natural_key = r.natural_key
  union all
  select o.source_file, o.file_order, r.*
  from own as r
  join others as o on o.source = r.source and o.pending_key = r.pending_key and o.is_pending
)
select distinct
  p.source,
  p.source_file,
  p.source_sheet,
  p.source_row,
  null as "column",
  null as value,
  '这一行已经有了，不是您的账号交的，您交的不能取代它' as problem,
  '没有变的，删去这一行；要改的，请与省里联系' as fix,
  'row' as effect,
from pairs as p
anti join covered as c on c.source_file = p.source_file and c.other_file = p.other_file
where p.other_file <> p.source_file and p.other_order < p.file_order
