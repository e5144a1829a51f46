-- title: 流程环节
-- grain: 一个环节一行；同一时刻的记录按此先后
-- key: step
-- needs: position, clause
-- names: step = sources.events.stage
select position::integer as position, step, clause,
from raw.steps
order by position
