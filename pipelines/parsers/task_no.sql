-- takes: cell, of_batch
-- title: 揭榜任务的序号
-- definition: 在所给批次的榜单里找：序号、名称、别名，或“3.名称”“任务三”
(
  select known_no
  from reference.task_names as known(known_batch, known_spelling, known_no, known_task)
  where known_batch = of_batch and known_spelling = parsers.spelling(parsers.uncircled(cell))
)
