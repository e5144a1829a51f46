-- takes: cell, of_batch
-- title: 揭榜任务
-- definition: 榜单里的序号（也可以是 ①）、名称或简称；没有榜单的批次照写
case
  when of_batch in (select known_batch from (select batch from reference.tasks) as known(known_batch))
    then (
      select known_task
      from reference.task_names as known(known_batch, known_spelling, known_no, known_task)
      where known_batch = of_batch and known_spelling = parsers.spelling(parsers.uncircled(cell))
    )
  else parsers.text(cell)
end
