-- title: 评审以后跟踪的项目
-- grain: 评审过、公示或公布过、有验收记录或有奖补记录的项目一行，各批次都在内；没有流程记录的、已撤回的也在内
-- has_log: 有流程记录
-- published_on: 公布日期 — 撤回、撤销了的也写
-- is_concluded: 验收结论为通过或不通过，撤回了的也算；各金额相同，都照表里所写
select
  p.project_id,
  p.batch,
  p.project_name,
  p.applicant_id,
  p.applicant,
  d.direction,
  d.city,
  b.year,
  b.notice,
  b.as_of,
  p.period_end,
  p.total_investment,
  l.project_id is not null as has_log,
  s.is_submitted,
  s.is_withdrawn,
  if(s.is_withdrawn, l.withdrawn_on, null) as withdrawn_on,
  s.review_result,
  s.review_means,
  s.reviewed_on,
  h.is_reviewed,
  h.shown,
  h.shown_later_on,
  h.published_on,
  h.published_at,
  h.revoked_on,
  coalesce(h.is_revoked, false) as is_revoked,
  s.is_listed,
  s.is_terminated,
  s.stopped_on,
  a.applied_on,
  a.concluded_on,
  a.result as acceptance_result,
  a.first_result,
  a.first_concluded_on,
  coalesce(a.result in ('通过', '不通过'), false) as is_concluded,
  coalesce(a.result = '通过', false) as is_accepted,
  a.declared_investment,
  if(a.result in ('通过', '不通过'), a.verified_investment, null) as verified_investment,
  a.targets_agreed,
  a.targets_met,
  a.published_on as released_on,
  coalesce(a.is_publication_unread, false) as is_release_unread,
  m.project_id is not null as has_money,
  m.subsidy_proposed,
  m.subsidy_allocated,
  m.subsidy_paid,
  m.subsidy_recovered,
from validated.applications as p
join lifecycle.dimensions as d using (project_id)
join lifecycle.standing as s using (project_id)
join reference.batches as b on b.batch = p.batch
left join lifecycle.milestones as l using (project_id)
left join lifecycle.acceptances as a using (project_id)
left join lifecycle.money as m using (project_id)
left join lifecycle.announcements as h using (project_id)
where s.review_result is not null or h.project_id is not null or a.project_id is not null or m.project_id is not null
