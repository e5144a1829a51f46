-- title: 评审结论
-- grain: 一个批次的一种评审结论一行，按批次的通知；listed 揭榜，refused 不予揭榜，reserve 备选，open 未定；stage 是没有更晚的事时项目所在的阶段，还没有结论的不变
-- key: notice, result
-- needs: result, means, stage, clause
-- more: quoted_from
-- names: result = sources.reviews.result, means = listed | refused | reserve | open, stage = stages.stage | 不变
select b.batch, r.notice, r.result, r.means, nullif(r.stage, '不变') as stage, r.clause,
from raw.results as r
join reference.batches as b using (notice)
