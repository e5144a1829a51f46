-- title: 部分不大于整体：通过者已出结论，在建者已揭榜，撤回者不在任何一步
-- left: 应当成立的项目
-- right: 成立的项目
select '验收通过者已出结论' as what, 'accepted' as metric, null as stage, 'concluded:1' as right_where, sum(accepted) as left_side, sum(least(accepted, concluded)) as right_side,
from marts.projects
union all
select '首次即通过者已出结论', 'first_passed', null, 'concluded:1', sum(first_passed), sum(least(first_passed, concluded)),
from marts.projects
union all
select '在建者已揭榜', 'in_progress', null, 'listed:1', sum(in_progress), sum(least(in_progress, listed)),
from marts.projects
union all
select '在建者未出结论、未终止', 'in_progress', null, 'concluded:0,terminated:0', coalesce(sum(in_progress), 0), coalesce(count_if(in_progress = 1 and concluded + terminated = 0), 0),
from marts.projects
union all
select '核定投入已知者已出结论', 'verified', null, 'concluded:1', sum(verified), sum(least(verified, concluded)),
from marts.projects
union all
select '有奖补且投入已核定者，奖补、通过、核定都成立', 'supported_verified', null, 'supported:1,accepted:1,verified:1', sum(supported_verified), sum(least(supported_verified, supported, accepted, verified)),
from marts.projects
union all
select
  '已撤回者不在任何一步',
  'projects',
  '已撤回',
  'applied:0,county_recommended:0,recommended:0,listed:0,terminated:0,concluded:0,supported:0',
  count(*),
  coalesce(count_if(applied + county_recommended + recommended + listed + terminated + concluded + supported = 0), 0),
from marts.projects
where stage = '已撤回'
