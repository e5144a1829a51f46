-- title: 项目的可加数
-- grain: 一个项目一行；是与否记 1 与 0，金额记元，未知为空
with facts as (
  select
    p.project_id,
    s.is_withdrawn,
    s.is_submitted,
    s.is_county_recommended,
    s.is_recommended,
    s.is_listed,
    s.is_terminated,
    s.is_concluded,
    s.is_accepted,
    x.quota_exemption,
    p.total_investment,
    p.planned_investment,
    if(s.is_withdrawn, null, a.declared_investment) as declared_investment,
    if(s.is_concluded, a.verified_investment, null) as verified_investment,
    if(s.is_withdrawn, null, a.targets_agreed) as targets_agreed,
    if(s.is_withdrawn, null, a.targets_met) as targets_met,
    m.* exclude (project_id),
    not s.is_withdrawn and coalesce(m.subsidy_allocated > 0, false) as is_supported,
  from validated.applications as p
  join lifecycle.standing as s using (project_id)
  join lifecycle.exemption as x using (project_id)
  left join validated.acceptances as a using (project_id)
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
  (is_listed and not is_concluded and not is_terminated)::integer as in_progress,
  is_terminated::integer as terminated,
  is_concluded::integer as concluded,
  is_accepted::integer as accepted,
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
