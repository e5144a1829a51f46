-- title: 部分不大于整体：通过者已出结论，在建者已揭榜，撤回者不在任何一步
-- left: 应当成立的项目
-- right: 成立的项目
select '验收通过者已出结论' as what, sum(accepted) as left_side, sum(least(accepted, concluded)) as right_side,
from marts.projects
union all
select '在建者已揭榜', sum(in_progress), sum(least(in_progress, listed)),
from marts.projects
union all
select '在建者未出结论、未终止', coalesce(sum(in_progress), 0), coalesce(count_if(in_progress = 1 and concluded + terminated = 0), 0),
from marts.projects
union all
select '核定投入已知者已出结论', sum(verified), sum(least(verified, concluded)),
from marts.projects
union all
select '有奖补且投入已核定者，奖补、通过、核定都成立', sum(supported_verified), sum(least(supported_verified, supported, accepted, verified)),
from marts.projects
union all
select '已撤回者不在任何一步', count(*), coalesce(count_if(applied + county_recommended + recommended + listed + terminated + concluded + supported = 0), 0),
from marts.projects
where stage = '已撤回'
