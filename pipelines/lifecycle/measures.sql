-- title: 项目的可加数
-- grain: 一个项目一行；是与否记 1 与 0，金额记元，未知为空。在另一个之内的，写明两个条件都成立，指标的 within 据此成立
-- projects: 项目数 (个, count)
-- applied: 申报 (个, count)
-- county_recommended: 县区推荐 (个, count)
-- recommended: 市推荐 (个, count)
-- recommended_applied: 市推荐，已申报 (个, count)
-- recommended_unapplied: 市推荐，没有提交记录 (个, count)
-- quota_used: 占用名额 (个, count)
-- quota_exempt: 不占名额 (个, count)
-- exemption_unknown: 占不占名额未知 (个, count) — 市推荐仍然有效，是否免占通知还没有录入
-- listed: 揭榜 (个, count)
-- listed_recommended: 揭榜，经市推荐 (个, count)
-- listed_unrecommended: 揭榜，没有有效的市推荐 (个, count)
-- listed_without_log: 揭榜无流程记录 (个, count) — 没有流程记录，评审揭榜、有验收结论或下达了奖补，算作揭榜的
-- in_progress: 在建 (个, count)
-- terminated: 终止 (个, count)
-- terminated_listed: 终止，已揭榜 (个, count)
-- terminated_unlisted: 终止，没有揭榜 (个, count)
-- concluded: 已出验收结论 (个, count)
-- concluded_listed: 已出验收结论，已揭榜 (个, count)
-- concluded_unlisted: 已出验收结论，没有揭榜 (个, count)
-- accepted: 验收通过 (个, count)
-- first_passed: 首次验收即通过，已出结论 (个, count)
-- due: 应验收 (个, count) — 已揭榜、未终止，实施期止在截至日以前
-- due_concluded: 应验收，已出验收结论 (个, count)
-- due_accepted: 应验收，验收通过 (个, count)
-- due_not_refused: 应验收，验收通过或尚无结论 (个, count)
-- supported: 已奖补 (个, count) — 下达减去收回大于 0
-- supported_accepted: 已奖补，验收通过 (个, count)
-- supported_unaccepted: 已奖补，没有验收通过 (个, count)
-- total_investment: 总投资 (元, yuan)
-- planned_investment: 计划投资 (元, yuan) — 实施期内计划投资，没有填写的按总投资计
-- planned_as_total: 计划投资，没有填写、按总投资计 (元, yuan)
-- planned_of_listed: 揭榜项目的计划投资 (元, yuan)
-- planned_as_total_of_listed: 揭榜项目的计划投资，没有填写、按总投资计 (元, yuan)
-- declared_investment: 申报实际投入 (元, yuan)
-- verified_investment: 核定实际投入 (元, yuan)
-- verified: 核定实际投入已知 (个, count)
-- planned_of_verified: 核定实际投入已知的项目的计划投资，含按总投资计的 (元, yuan)
-- verified_of_planned: 计划投资已知的项目的核定实际投入，含按总投资计的 (元, yuan)
-- verified_planned: 计划投资与核定实际投入都已知，含按总投资计的 (个, count)
-- own_plan_of_verified: 核定实际投入已知的项目自己填写的计划投资 (元, yuan)
-- verified_of_own_plan: 自己填写了计划投资的项目的核定实际投入 (元, yuan)
-- verified_own_plan: 自己填写的计划投资与核定实际投入都已知 (个, count)
-- declared_of_verified: 核定实际投入已知的项目的申报实际投入 (元, yuan)
-- reduced_of_declared: 核减金额，申报与核定都已知 (元, yuan)
-- verified_declared: 申报与核定实际投入都已知 (个, count)
-- compared_projects: 自己填写的计划、申报、核定都已知 (个, count)
-- planned_compared: 计划投资 (元, yuan) — 自己填写的计划、申报、核定都已知的项目
-- declared_compared: 申报实际投入 (元, yuan) — 自己填写的计划、申报、核定都已知的项目
-- verified_compared: 核定实际投入 (元, yuan) — 自己填写的计划、申报、核定都已知的项目
-- net_compared: 净奖补 (元, yuan) — 自己填写的计划、申报、核定都已知的项目，没有奖补的记 0
-- subsidy_proposed: 拟奖补 (元, yuan)
-- subsidy_allocated: 已下达奖补 (元, yuan)
-- subsidy_paid: 已拨付奖补 (元, yuan)
-- subsidy_recovered: 已收回奖补 (元, yuan)
-- verified_of_supported: 有奖补且验收通过的项目的核定实际投入 (元, yuan)
-- subsidy_of_verified: 同一批项目的净奖补 (元, yuan)
-- supported_verified: 有奖补、验收通过且核定实际投入已知 (个, count)
-- targets_agreed: 约定指标数，完成数已知 (项)
-- targets_met: 完成指标数，约定数已知 (项)
-- targets_known: 约定与完成指标数都已知 (个, count)
with facts as (
  select
    p.project_id,
    s.is_withdrawn,
    s.is_submitted,
    s.is_county_recommended,
    s.is_recommended,
    s.is_listed,
    s.has_log,
    s.is_terminated,
    s.is_concluded,
    s.is_accepted,
    coalesce(a.first_result = '通过', false) as is_first_passed,
    s.is_listed and not s.is_terminated and coalesce(p.period_end < b.as_of, false) as is_due,
    x.quota_exemption,
    s.is_recommended and x.is_open as is_exemption_unknown,
    p.total_investment,
    p.planned_investment,
    coalesce(p.planned_basis = '总投资', false) as is_planned_as_total,
    if(p.planned_basis = '计划投资', p.planned_investment, null) as own_plan,
    if(s.is_withdrawn, null, a.declared_investment) as declared_investment,
    if(s.is_concluded, a.verified_investment, null) as verified_investment,
    if(s.is_withdrawn, null, a.targets_agreed) as targets_agreed,
    if(s.is_withdrawn, null, a.targets_met) as targets_met,
    m.* exclude (project_id),
    not s.is_withdrawn and coalesce(m.subsidy_net > 0, false) as is_supported,
  from validated.applications as p
  join lifecycle.standing as s using (project_id)
  join lifecycle.exemption as x using (project_id)
  left join reference.batches as b on b.batch = p.batch
  left join lifecycle.acceptances as a using (project_id)
  left join lifecycle.money as m using (project_id)
),
compared as (
  select *, own_plan is not null and declared_investment is not null and verified_investment is not null as is_compared,
  from facts
)
select
  project_id,
  1 as projects,
  is_submitted::integer as applied,
  is_county_recommended::integer as county_recommended,
  is_recommended::integer as recommended,
  (is_submitted and is_recommended)::integer as recommended_applied,
  (is_recommended and not is_submitted)::integer as recommended_unapplied,
  if(is_exemption_unknown, null, (is_recommended and quota_exemption is null)::integer) as quota_used,
  if(is_exemption_unknown, null, (is_recommended and quota_exemption is not null)::integer) as quota_exempt,
  is_exemption_unknown::integer as exemption_unknown,
  is_listed::integer as listed,
  (is_recommended and is_listed)::integer as listed_recommended,
  (is_listed and not is_recommended)::integer as listed_unrecommended,
  (is_listed and not has_log)::integer as listed_without_log,
  (is_listed and not is_concluded and not is_terminated)::integer as in_progress,
  is_terminated::integer as terminated,
  (is_listed and is_terminated)::integer as terminated_listed,
  (is_terminated and not is_listed)::integer as terminated_unlisted,
  is_concluded::integer as concluded,
  (is_listed and is_concluded)::integer as concluded_listed,
  (is_concluded and not is_listed)::integer as concluded_unlisted,
  (is_concluded and is_accepted)::integer as accepted,
  (is_concluded and is_first_passed)::integer as first_passed,
  is_due::integer as due,
  (is_due and is_concluded)::integer as due_concluded,
  (is_due and is_concluded and is_accepted)::integer as due_accepted,
  (is_due and (is_accepted or not is_concluded))::integer as due_not_refused,
  is_supported::integer as supported,
  (is_concluded and is_accepted and is_supported)::integer as supported_accepted,
  (is_supported and not is_accepted)::integer as supported_unaccepted,
  total_investment,
  planned_investment,
  if(is_planned_as_total, planned_investment, null) as planned_as_total,
  if(is_listed, planned_investment, null) as planned_of_listed,
  if(is_listed and is_planned_as_total, planned_investment, null) as planned_as_total_of_listed,
  declared_investment,
  verified_investment,
  (verified_investment is not null)::integer as verified,
  if(verified_investment is not null, planned_investment, null) as planned_of_verified,
  if(planned_investment is not null, verified_investment, null) as verified_of_planned,
  (planned_investment is not null and verified_investment is not null)::integer as verified_planned,
  if(verified_investment is not null, own_plan, null) as own_plan_of_verified,
  if(own_plan is not null, verified_investment, null) as verified_of_own_plan,
  (own_plan is not null and verified_investment is not null)::integer as verified_own_plan,
  if(verified_investment is not null, declared_investment, null) as declared_of_verified,
  declared_investment - verified_investment as reduced_of_declared,
  (declared_investment is not null and verified_investment is not null)::integer as verified_declared,
  is_compared::integer as compared_projects,
  if(is_compared, own_plan, null) as planned_compared,
  if(is_compared, declared_investment, null) as declared_compared,
  if(is_compared, verified_investment, null) as verified_compared,
  if(is_compared, coalesce(subsidy_net, 0), null)::decimal(18, 2) as net_compared,
  subsidy_proposed,
  subsidy_allocated,
  subsidy_paid,
  subsidy_recovered,
  subsidy_net,
  allocations,
  allocated_settled,
  paid_of_allocated,
  payments_unknown,
  allocated_unsettled,
  unpaid,
  unpaid_amount,
  allocations_dated,
  allocate_days,
  payments_dated,
  paid_days,
  if(is_supported and is_accepted, verified_investment, null) as verified_of_supported,
  if(is_supported and is_accepted and verified_investment is not null, subsidy_net, null) as subsidy_of_verified,
  (is_supported and is_accepted and verified_investment is not null)::integer as supported_verified,
  if(targets_met is not null, targets_agreed, null) as targets_agreed,
  if(targets_agreed is not null, targets_met, null) as targets_met,
  (targets_agreed is not null and targets_met is not null)::integer as targets_known,
from compared
