-- title: 揭榜任务
-- grain: 一个批次的一项任务一行；aliases 是正文对附件 1 所列任务的另一叫法
-- key: batch, task_no
-- needs: task_no, task, direction, clause
-- names: batch = batches.batch, direction = directions.direction
select
  batch,
  task_no::integer as task_no,
  task,
  direction,
  coalesce(string_split(aliases, '；'), []) as aliases,
  clause,
from raw.tasks
order by batch, task_no
