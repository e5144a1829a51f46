-- title: 逐笔奖补
-- grain: 采用的奖补记录一行一行
-- budget_year: 预算年度
-- subsidy_proposed: 拟奖补 (元, yuan)
-- subsidy_allocated: 已下达奖补 (元, yuan)
-- subsidy_paid: 已拨付奖补 (元, yuan)
-- subsidy_recovered: 已收回奖补 (元, yuan)
-- subsidy_net: 净奖补 (元, yuan) — 已下达减去已收回；收回金额写了读不出的未知
-- allocations: 下达金额和拨付情况都已知 (笔, count) — 拨付日期和拨付金额都没有的是还没有拨付，算已知
-- allocated_settled: 下达金额，拨付情况已知 (元, yuan)
-- paid_of_allocated: 拨付金额，下达金额已知 (元, yuan) — 还没有拨付的记 0
-- payments_unknown: 拨付金额未知，有拨付日期而没有金额，或写了读不出 (笔, count)
-- allocated_unsettled: 下达金额，拨付金额未知 (元, yuan)
-- unpaid: 已下达、还没有拨付 (笔, count)
-- unpaid_amount: 已下达、还没有拨付 (元, yuan)
-- allocations_dated: 验收通过日期和下达日期都已知、验收在前 (笔, count)
-- allocate_days: 验收通过至下达天数 (天) — 通过以前就下达的不计
-- payments_dated: 下达日期和拨付日期都已知 (笔, count)
-- paid_days: 下达至拨付天数 (天)
with facts as (
  select
    s.*,
    if(a.result = '通过', a.concluded_on, null) as passed_on,
    s.subsidy_allocated is not null as is_allocated,
    s.subsidy_paid is null and (s.paid_on is not null or s.is_payment_unread) as is_paid_unknown,
  from known.subsidies as s
  left join lifecycle.acceptances as a using (project_id)
)
select
  project_id,
  budget_year,
  subsidy_proposed,
  document,
  allocated_on,
  subsidy_allocated,
  paid_on,
  subsidy_paid,
  subsidy_recovered,
  case
    when is_recovery_unread then null
    when is_allocated then subsidy_allocated - coalesce(subsidy_recovered, 0)
    else -subsidy_recovered
  end::decimal(18, 2) as subsidy_net,
  (is_allocated and not is_paid_unknown)::integer as allocations,
  if(is_paid_unknown, null, subsidy_allocated) as allocated_settled,
  if(is_allocated and not is_paid_unknown, coalesce(subsidy_paid, 0), null)::decimal(18, 2) as paid_of_allocated,
  is_paid_unknown::integer as payments_unknown,
  if(is_paid_unknown, subsidy_allocated, null) as allocated_unsettled,
  (is_allocated and paid_on is null and subsidy_paid is null and not is_paid_unknown)::integer as unpaid,
  if(unpaid = 1, subsidy_allocated, null) as unpaid_amount,
  coalesce(allocated_on >= passed_on, false)::integer as allocations_dated,
  if(allocations_dated = 1, allocated_on - passed_on, null)::integer as allocate_days,
  (allocated_on is not null and paid_on is not null)::integer as payments_dated,
  (paid_on - allocated_on)::integer as paid_days,
  source_file,
  source_sheet,
  source_row,
from facts
