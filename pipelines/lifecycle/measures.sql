-- title: 项目的可加数
-- grain: 一个项目一行；是与否记 1 与 0，金额记元，未知为空
-- projects: 项目数 (个, count)
-- applied: 申报 (个, count)
-- county_recommended: 县区推荐 (个, count)
-- recommended: 市推荐 (个, count)
-- quota_used: 占用名额 (个, count)
-- quota_exempt: 不占名额 (个, count)
-- listed: 揭榜 (个, count)
-- listed_without_log: 揭榜无流程记录 (个, count) — 没有流程记录，评审揭榜、有验收结论或下达了奖补，算作揭榜的
-- in_progress: 在建 (个, count)
-- terminated: 终止 (个, count)
-- concluded: 已出验收结论 (个, count)
-- accepted: 验收通过 (个, count)
-- first_passed: 首次验收即通过，已出结论 (个, count)
-- supported: 已奖补 (个, count) — 下达减去收回大于 0
-- total_investment: 总投资 (元, yuan)
-- planned_investment: 计划投资 (元, yuan)
-- declared_investment: 申报实际投入 (元, yuan)
-- verified_investment: 核定实际投入 (元, yuan)
-- verified: 核定实际投入已知 (个, count)
-- planned_of_verified: 核定实际投入已知的项目的计划投资 (元, yuan)
-- verified_of_planned: 计划投资已知的项目的核定实际投入 (元, yuan)
-- declared_of_verified: 核定实际投入已知的项目的申报实际投入 (元, yuan)
-- reduced_of_declared: 核减金额，申报与核定都已知 (元, yuan)
-- subsidy_proposed: 拟奖补 (元, yuan)
-- subsidy_allocated: 已下达奖补 (元, yuan)
-- subsidy_paid: 已拨付奖补 (元, yuan)
-- subsidy_recovered: 已收回奖补 (元, yuan)
-- verified_of_supported: 有奖补且验收通过的项目的核定实际投入 (元, yuan)
-- subsidy_of_verified: 同一批项目的已下达奖补 (元, yuan)
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
    s.is_concluded and a.first_result = '通过' as is_first_passed,
    x.quota_exemption,
    p.total_investment,
    p.planned_investment,
    if(s.is_withdrawn, null, a.declared_investment) as declared_investment,
    if(s.is_concluded, a.verified_investment, null) as verified_investment,
    if(s.is_withdrawn, null, a.targets_agreed) as targets_agreed,
    if(s.is_withdrawn, null, a.targets_met) as targets_met,
    m.* exclude (project_id),
    not s.is_withdrawn and coalesce(m.subsidy_allocated - coalesce(m.subsidy_recovered, 0) > 0, false) as is_supported,
  from validated.applications as p
  join lifecycle.standing as s using (project_id)
  join lifecycle.exemption as x using (project_id)
  left join lifecycle.acceptances as a using (project_id)
  left join lifecycle.money as m using (project_id)
)
select
  project_id,
  1 as projects,
  is_submitted::integer as applied,
  is_county_recommended::integer as county_recommended,
  is_recommended::integer as recommended,
  (is_recommended and quota_exemption is null)::integer as quota_used,
  (is_recommended and quota_exemption is not null)::integer as quota_exempt,
  is_listed::integer as listed,
  (is_listed and not has_log)::integer as listed_without_log,
  (is_listed and not is_concluded and not is_terminated)::integer as in_progress,
  is_terminated::integer as terminated,
  is_concluded::integer as concluded,
  is_accepted::integer as accepted,
  coalesce(is_first_passed, false)::integer as first_passed,
  is_supported::integer as supported,
  total_investment,
  planned_investment,
  declared_investment,
  verified_investment,
  (verified_investment is not null)::integer as verified,
  if(verified_investment is not null, planned_investment, null) as planned_of_verified,
  if(planned_investment is not null, verified_investment, null) as verified_of_planned,
  if(verified_investment is not null, declared_investment, null) as declared_of_verified,
  declared_investment - verified_investment as reduced_of_declared,
  subsidy_proposed,
  subsidy_allocated,
  subsidy_paid,
  subsidy_recovered,
  if(is_supported and is_accepted, verified_investment, null) as verified_of_supported,
  if(is_supported and is_accepted and verified_investment is not null, subsidy_allocated, null) as subsidy_of_verified,
  (is_supported and is_accepted and verified_investment is not null)::integer as supported_verified,
  if(targets_met is not null, targets_agreed, null) as targets_agreed,
  if(targets_agreed is not null, targets_met, null) as targets_met,
  (targets_agreed is not null and targets_met is not null)::integer as targets_known,
from facts
