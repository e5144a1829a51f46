-- takes: cell, of_batch
-- title: 揭榜任务
-- definition: 榜单里的名称；没有榜单的批次照写
case
  when of_batch in (select t.batch from reference.tasks as t)
    then (select n.task from reference.task_names as n where n.batch = of_batch and n.spelling = cells.spelling(cell))
  else cells.text(cell)
end
