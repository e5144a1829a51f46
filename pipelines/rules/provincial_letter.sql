-- title: 子公司缺省级公司推荐函
-- subject: project
-- reads: applications
-- settle: 补填企业性质、是否子公司；是子公司的，补填有没有省级公司推荐函。
-- is_subsidiary: 是否子公司
-- has_provincial_letter: 有省级公司推荐函
-- 限通知写明要有推荐函的企业性质；不是子公司的不涉及。缺推荐函不改变其占不占名额。企业性质未填的待核。
select
  p.project_id as subject_id,
  case
    when p.ownership is null or p.is_subsidiary is null or p.has_provincial_letter is null then 'review'
    when p.has_provincial_letter then 'pass'
    else 'fail'
  end as verdict,
  case
    when p.ownership is null then '企业性质未填或读不出，不能判断是否需要省级公司推荐函'
    when p.is_subsidiary is null then format('{}，是否子公司未填或读不出', p.ownership)
    when p.has_provincial_letter is null then format('{}的子公司，省级公司推荐函有无未填或读不出', p.ownership)
    when p.has_provincial_letter then format('{}的子公司，有省级公司推荐函', p.ownership)
    else format('{}的子公司，没有省级公司推荐函{}', p.ownership, if(o.is_quota_exempt, '；仍不占名额', ''))
  end as message,
  {ownership: p.ownership, is_subsidiary: p.is_subsidiary, has_provincial_letter: p.has_provincial_letter} as evidence,
from lifecycle.judged_projects as p
left join reference.ownerships as o on o.batch = p.batch and o.ownership = p.ownership
where p.is_subsidiary is distinct from false
  and (o.needs_letter or (p.ownership is null and p.has_provincial_letter is distinct from true))
