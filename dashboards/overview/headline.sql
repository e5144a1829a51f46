-- quota_note: 名额说明
with handed as (
  select
    case
      when count(quota) = 0 then '名额未导入'
      when sum(quota_unknown) > 0 then '部分名额未导入'
    end as quota_note,
  from quotas
)
select
  metrics.projects(c) as projects,
  metrics.applied(c) as applied,
  metrics.recommended(c) as recommended,
  metrics.recommendation_rate(c) as recommendation_rate,
  metrics.quota_used(c) as quota_used,
  metrics.quota_use_rate(c) as quota_use_rate,
  metrics.quota_free(c) as quota_free,
  metrics.quota_over(c) as quota_over,
  metrics.listed(c) as listed,
  metrics.listing_rate(c) as listing_rate,
  metrics.accepted(c) as accepted,
  metrics.acceptance_rate(c) as acceptance_rate,
  metrics.first_pass_rate(c) as first_pass_rate,
  metrics.due(c) as due,
  metrics.on_time_rate(c) as on_time_rate,
  metrics.accepted_of_due_low(c) as accepted_of_due_low,
  metrics.accepted_of_due_high(c) as accepted_of_due_high,
  metrics.verified_investment(c) as verified_investment,
  metrics.investment_completion_rate(c) as investment_completion_rate,
  metrics.subsidy_net(c) as subsidy_net,
  metrics.disbursement_rate(c) as disbursement_rate,
  metrics.leverage(c) as leverage,
  h.quota_note,
from handed as h
left join cube as c on true
group by h.quota_note
