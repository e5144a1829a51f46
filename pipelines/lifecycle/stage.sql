-- title: 项目阶段
-- grain: 一个项目一行；评审结论是什么意思，通知还没有录入的，阶段为通知未录
with standing as (
  select
    s.*,
    coalesce(m.subsidy_net > 0, false) as is_allocated,
    s.last_step in ('退回', '省退回') as is_returned,
    coalesce(s.last_step_on > coalesce(s.published_on, s.shown_on, s.reviewed_on), false) as is_after_review,
  from lifecycle.standing as s
  left join lifecycle.money as m using (project_id)
)
select
  project_id,
  case
    when is_withdrawn then '已撤回'
    when is_revoked then '已撤销'
    when is_terminated then '已终止'
    when is_allocated then '已奖补'
    when is_accepted then '已验收'
    when is_concluded then '验收未通过'
    when acceptance_result in ('整改', '延期') then '整改或延期'
    when is_listed and not (is_returned and is_after_review) then '已揭榜'
    when review_result is not null and (review_means is null or (review_means <> 'open' and review_stage is null)) and shown_on is null and not is_after_review then '通知未录'
    when review_means in ('refused', 'reserve') and not is_after_review then review_stage
    when shown_on is not null and not is_after_review then '公示中'
    when review_means = 'listed' and not is_after_review then review_stage
    when is_returned then '已退回'
    when last_step = '市推荐' then '市已推荐'
    when last_step = '县区推荐' then '县区已推荐'
    when last_step = '提交' then '已提交'
    else '填报'
  end as stage,
from standing
