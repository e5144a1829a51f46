-- title: 部分不大于整体：通过者已出结论，在建者已揭榜，撤回者不在任何一步
select project_id, stage, applied, county_recommended, recommended, listed, in_progress, terminated, concluded, accepted, supported, verified, supported_verified,
from marts.projects
where accepted > concluded
  or in_progress > listed
  or (in_progress = 1 and concluded + terminated > 0)
  or verified > concluded
  or supported_verified > least(supported, accepted, verified)
  or (stage = '已撤回' and applied + county_recommended + recommended + listed + terminated + concluded + supported > 0)
