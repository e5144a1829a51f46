-- title: 项目现状
-- grain: 一个项目一行；撤回后没有再提交的项目，此后各项都不成立
-- 评审结论为揭榜的，公示、公布以前是拟揭榜，不算揭榜；一条流程记录都没有的，评审揭榜、有验收结论或者下达了奖补，就算揭榜；公布以后撤销的，从撤销那天起不算揭榜、终止和结论。
-- 退回使县区推荐和市推荐都失效，省退回使市推荐失效，重新推荐即恢复；市推荐成立时，其前的县区推荐视为成立。
with facts as (
  select
    p.project_id,
    m.* exclude (project_id),
    h.shown.on as shown_on,
    h.published_on,
    h.revoked_on,
    m.project_id is not null as has_log,
    coalesce(h.is_published, false) as is_published,
    coalesce(h.is_revoked, false) as is_revoked,
    coalesce(m.withdrawn_seq > coalesce(m.submitted_seq, 0), false) as is_withdrawn,
    coalesce(m.recommended_seq > greatest(m.returned_seq, m.sent_back_seq, m.withdrawn_seq, 0), false) as is_sent_up,
    r.result as review_result,
    n.means as review_means,
    n.stage as review_stage,
    r.reviewed_on,
    r.score as review_score,
    a.concluded_on,
    a.result as acceptance_result,
    coalesce(n.means = 'listed' or a.result in ('通过', '不通过', '终止') or y.subsidy_allocated > 0, false) as is_told_listed,
  from validated.applications as p
  left join lifecycle.milestones as m using (project_id)
  left join lifecycle.announcements as h using (project_id)
  left join known.reviews as r using (project_id)
  left join reference.results as n on n.batch = p.batch and n.result = r.result
  left join lifecycle.acceptances as a using (project_id)
  left join lifecycle.money as y using (project_id)
)
select
  *,
  not is_withdrawn and submitted_seq is not null as is_submitted,
  not is_withdrawn and county_recommended_seq is not null
    and (is_sent_up or county_recommended_seq > coalesce(returned_seq, 0)) as is_county_recommended,
  not is_withdrawn and is_sent_up as is_recommended,
  not is_withdrawn and (is_published or (not has_log and is_told_listed)) as is_listed,
  not is_withdrawn and not is_revoked and (coalesce(is_stopped, false) or acceptance_result is not distinct from '终止') as is_terminated,
  not is_withdrawn and not is_revoked and coalesce(acceptance_result in ('通过', '不通过'), false) as is_concluded,
  not is_withdrawn and not is_revoked and coalesce(acceptance_result = '通过', false) as is_accepted,
  if(is_withdrawn, null, published_on) as listed_on,
from facts
