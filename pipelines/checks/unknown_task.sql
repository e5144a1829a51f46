-- title: 没有这项任务
-- definition: 只查有榜单的批次；没有榜单的批次，任务照写
with unknown as (
  select t.*, parsers.batch(b.value) as batch
  from sources.cells as t
  join sources.cells as b using (source, source_file, source_sheet, source_row)
  where t.kind = 'task' and b.kind = 'batch' and parsers.task(t.value, parsers.batch(b.value)) is null and not parsers.blank(t.value, t.kind)
),
lists as (
  select batch, list(task order by task_no) as tasks, string_agg(task_no || ' ' || task, '、' order by task_no) as listed
  from reference.tasks
  group by batch
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '不是 ' || batch || ' 批次榜单里的任务' as problem,
  coalesce('最接近的是 ' || nullif(array_to_string(parsers.nearest(value, tasks), '、'), '') || '；', '') || '填任务序号或名称：' || listed as fix,
  if(essential, 'row', 'cell') as effect,
from unknown
join lists using (batch)
