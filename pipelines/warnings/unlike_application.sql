-- title: 与申报信息不一致
-- definition: 提到某个项目的行，批次或市与该项目的申报信息不同；照收，待核；被后来的文件取代的申报信息不算
with placed as (
  select *, if(kind = 'batch', parsers.batch(value), parsers.city(value)) as said
  from sources.cells
  anti join resolved.dropped using (source, source_file, source_sheet, source_row)
  where kind in ('batch', 'city') and value is not null
),
applied as (
  select parsers.id(i.value) as project_id, p.kind, p.said
  from sources.cells as i
  join placed as p using (source, source_file, source_sheet, source_row)
  where i.kind = 'id' and p.said is not null
),
agreed as (
  select project_id, kind, list_sort(list(distinct said)) as known
  from applied
  group by project_id, kind
)
select
  p.source,
  p.source_file,
  p.source_sheet,
  p.source_row,
  p.header as "column",
  p.value,
  p.header || '写的是' || parsers.quoted(p.value) || '，项目' || parsers.quoted(a.project_id) || '的申报信息里是 ' || array_to_string(a.known, '、') as problem,
  '核对两张表，改成一致' as fix,
  'mark' as effect,
from placed as p
join sources.cells as n using (source, source_file, source_sheet, source_row)
join agreed as a on a.project_id = parsers.id(n.value) and a.kind = p.kind
where n.kind = 'project' and not list_contains(a.known, p.said)
