-- title: 往年任务对应
-- grain: 一个批次的一项任务一行；没有对应的任务，方向为未映射
-- key: batch, task
-- needs: task
-- names: batch = batches.batch, direction = directions.direction, task_no = tasks.task_no
select batch, task, direction, task_no::integer as task_no, basis,
from raw.task_mappings
