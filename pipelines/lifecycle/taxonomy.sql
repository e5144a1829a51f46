-- title: 任务与方向
-- grain: 一个项目一行；批次没有任务表的按 reference.task_mappings 对应，没有对应的方向为未映射，通知还没有录入任务归哪个方向的为通知未录，任务照申报所写，后面注明年度：同名的不是后来榜单上的那一项
select
  p.project_id,
  coalesce(t.task_no, m.task_no) as task_no,
  coalesce(t.task, if(m.task is null, p.task || ' · ' || b.year, p.task)) as task,
  coalesce(t.direction, m.direction, if(t.task is null, '未映射', '通知未录')) as direction,
from validated.applications as p
left join reference.batches as b on b.batch = p.batch
left join reference.tasks as t on t.batch = p.batch and t.task = p.task
left join reference.task_mappings as m on m.batch = p.batch and m.task = p.task
