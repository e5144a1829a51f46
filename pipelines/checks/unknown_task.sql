-- title: 没有这项任务
-- definition: 有榜单的批次要在榜单里；没有榜单的批次，任务照写，但错误提示、“同上”、0 这类不是任务
with written as materialized (
  select t.*, parsers.batch(b.value) as batch
  from sources.cells as t
  join sources.cells as b using (source, source_file, source_sheet, source_row)
  where t.kind = 'task' and b.kind = 'batch'
),
unknown as (
  select *
  from written
  where parsers.task(value, batch) is null and not parsers.blank(value, kind)
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
  parsers.quoted(value) || coalesce('不是 ' || lists.batch || ' 批次榜单里的任务', '不是任务') as problem,
  coalesce('最接近的是 ' || nullif(array_to_string(parsers.nearest(value, tasks), '、'), '') || '；', '') || coalesce('填任务序号或名称：' || listed, '写出任务的名称') as fix,
  if(essential, 'row', 'cell') as effect,
from unknown
left join lists using (batch)
