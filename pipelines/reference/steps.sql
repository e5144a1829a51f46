-- title: 流程环节
-- grain: 一个批次的一个环节一行，按批次的通知；同一时刻的记录按此先后
-- key: notice, step
-- needs: position, step, clause
-- numbered: position
-- more: quoted_from
-- names: step = sources.events.stage
select b.batch, s.notice, s.position::integer as position, s.step, s.clause,
from raw.steps as s
join reference.batches as b using (notice)
order by b.batch, position
