-- title: 揭榜任务
-- grain: 一个批次的一项任务一行，按批次的通知；aliases 是正文对榜单所列任务的另一叫法，succeeds 是上一份通知里的哪项任务，几项合成的用 ；隔开
-- key: notice, task_no
-- needs: task_no, task, direction, clause
-- numbered: task_no
-- names: succeeds = other tasks.task, direction = directions.direction
-- words: task
select
  b.batch,
  t.notice,
  t.task_no::integer as task_no,
  t.task,
  t.direction,
  coalesce(string_split(t.aliases, '；'), []) as aliases,
  coalesce(string_split(t.succeeds, '；'), []) as succeeds,
  t.clause,
from raw.tasks as t
join reference.batches as b using (notice)
order by b.batch, task_no
