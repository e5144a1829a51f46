-- title: 别的市的行
-- definition: 文件名或表名里只写着一个市，这一行写的却是另一个市；照收，待核
-- 账号只能交自己市的：不是它的市，由 not_own 说，不在这里再说一遍。
with owned as (
  select source_file, list(value) as allowed
  from sources.owned
  where dimension = 'city'
  group by source_file
),
named as (
  select f.source, f.source_file, f.source_sheet, min(c.city) as own
  from sources.files as f
  join reference.cities as c on contains(f.source_file || ' ' || f.source_sheet, c.city)
  group by all
  having count(*) = 1
),
told as (
  select c.*, n.own, parsers.city(c.value) as city
  from sources.cells as c
  join named as n using (source, source_file, source_sheet)
  where c.kind = 'city'
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  '文件（表）名写的是' || own || '，这一行是' || city || '的' as problem,
  '核对是不是把别的市的行交进来了，或写错了市；确实要一起交的就不用改' as fix,
  'mark' as effect,
from told
left join owned as o using (source_file)
where city <> own and (o.allowed is null or list_contains(o.allowed, city))
