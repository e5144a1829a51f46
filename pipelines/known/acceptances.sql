-- title: 验收结果表
-- grain: 到截至日为止申请的；以后才出的结论、才发布的，还没有
select
  a.* replace (
    if(is_concluded, a.concluded_on, null) as concluded_on,
    if(is_concluded, a.result, null) as result,
    if(is_concluded, a.verified_investment, null) as verified_investment,
    if(is_concluded, a.reduction_reason, null) as reduction_reason,
    if(is_concluded, a.score, null) as score,
    if(is_concluded, a.targets_met, null) as targets_met,
    if(coalesce(a.published_on <= l.as_of, true), a.published_on, null) as published_on
  )
from validated.acceptances as a
cross join loads.load as l
cross join lateral (select coalesce(a.concluded_on <= l.as_of, true) as is_concluded)
where coalesce(coalesce(a.applied_on, a.concluded_on) <= l.as_of, true)
