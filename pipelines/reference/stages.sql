-- title: 项目阶段
-- grain: 一个阶段一行
-- key: stage
-- needs: position, is_on_the_line, meaning
-- numbered: position
select position::integer as position, stage, is_on_the_line::boolean as is_on_the_line, meaning,
from raw.stages
order by position
