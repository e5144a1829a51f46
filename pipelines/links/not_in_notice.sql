-- title: 通知里没有的环节或结论
-- definition: 流程记录的环节、省级评审的结论，不在该项目批次的通知所列之内；这样的行不用，但留着
with named as (
  select *, parsers.choice(value, source, name) as said
  from sources.cells
  where value is not null and (source, name) in (('events', 'stage'), ('reviews', 'result'))
),
known as (
  select batch, 'events' as source, list(step order by position) as words
  from reference.steps
  group by batch
  union all
  select batch, 'reviews' as source, list(result order by result) as words
  from reference.results
  group by batch
),
applied as (
  select project_id, min(batch) as batch
  from staging.applications
  where project_id is not null
  group by project_id
  having count(distinct batch) = 1
)
select
  n.source,
  n.source_file,
  n.source_sheet,
  n.source_row,
  n.header as "column",
  n.value,
  parsers.quoted(n.value) || '不在 ' || a.batch || ' 批次的通知所列的' || n.header || '之内' as problem,
  '只能填 ' || array_to_string(k.words, '、') as fix,
  'row' as effect,
from named as n
join sources.cells as p using (source, source_file, source_sheet, source_row)
join applied as a on p.kind = 'project' and a.project_id = parsers.project(p.value)
join known as k on k.batch = a.batch and k.source = n.source
where n.said is not null and not list_contains(k.words, n.said)
