-- title: 往年项目结转
-- grain: 一个批次要计入的一个往年批次一行，按批次的通知：那一批揭榜、到本批截止时在建未验收的，占用本年度名额；条款还没有录入的，结转不结转未定 (is_open)
-- key: notice, from_batch
-- needs: from_batch, clause
-- names: from_batch = batches.batch
-- stated: from_batch
select b.batch, b.year, b.deadline_on, c.notice, c.from_batch, c.clause, c.clause is null as is_open,
from raw.carry_overs as c
join reference.batches as b using (notice)
