-- title: 奖补合计
-- grain: 有奖补记录的项目一行；一个项目有几行的相加，各行都没有写的金额为未知
select
  project_id,
  sum(subsidy_proposed)::decimal(18, 2) as subsidy_proposed,
  sum(subsidy_allocated)::decimal(18, 2) as subsidy_allocated,
  sum(subsidy_paid)::decimal(18, 2) as subsidy_paid,
  sum(subsidy_recovered)::decimal(18, 2) as subsidy_recovered,
  sum(subsidy_net)::decimal(18, 2) as subsidy_net,
  sum(allocations)::integer as allocations,
  sum(allocated_settled)::decimal(18, 2) as allocated_settled,
  sum(paid_of_allocated)::decimal(18, 2) as paid_of_allocated,
  sum(payments_unknown)::integer as payments_unknown,
  sum(allocated_unsettled)::decimal(18, 2) as allocated_unsettled,
  sum(unpaid)::integer as unpaid,
  sum(unpaid_amount)::decimal(18, 2) as unpaid_amount,
  sum(allocations_dated)::integer as allocations_dated,
  sum(allocate_days)::integer as allocate_days,
  sum(payments_dated)::integer as payments_dated,
  sum(paid_days)::integer as paid_days,
from lifecycle.payments
group by project_id
