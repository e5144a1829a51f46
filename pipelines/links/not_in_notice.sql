-- title: 通知没有这一环节或结论
-- definition: 流程环节、评审结论要是这个项目的批次的通知里有的；不是的，这一行不用，但留着
with refused as (
  select distinct source, source_file, source_sheet, source_row
  from (from sources.defects union all by name from checks.defects)
  where effect = 'row'
),
placed as materialized (
  select parsers.id(i.value) as project_id, parsers.batch(b.value) as batch
  from sources.cells as i
  join sources.cells as b using (source, source_file, source_sheet, source_row)
  anti join refused as r using (source, source_file, source_sheet, source_row)
  where i.kind = 'id' and b.kind = 'batch'
),
projects as (
  select project_id, any_value(batch) as batch
  from placed
  where batch is not null
  group by project_id
  having count(distinct batch) = 1
),
said as (
  select c.*, n.value as project, parsers.choice(c.value, c.source, c.name) as choice
  from sources.cells as c
  join sources.cells as n using (source, source_file, source_sheet, source_row)
  where (c.source, c.name) in (('events', 'stage'), ('reviews', 'result')) and n.kind = 'project'
),
known as (
  select batch, 'events' as source, list(step order by position) as choices
  from reference.steps
  group by batch
  union all
  select batch, 'reviews', list(result order by result)
  from reference.results
  group by batch
)
select
  s.source,
  s.source_file,
  s.source_sheet,
  s.source_row,
  s.header as "column",
  s.value,
  p.batch || ' 批次的通知没有' || parsers.quoted(s.choice) as problem,
  '核对项目编号和' || s.header || coalesce('；通知有 ' || array_to_string(k.choices, '、'), '') as fix,
  'row' as effect,
from said as s
join projects as p on p.project_id = parsers.id(s.project)
left join known as k on k.batch = p.batch and k.source = s.source
where s.choice is not null and list_contains(k.choices, s.choice) is distinct from true
