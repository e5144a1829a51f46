-- title: 奖补资金表
-- grain: 到截至日为止下达的，没有下达日期的看拨付日期，两个都没有的重演时到预算年度过完才知道；以后的拨付还没有。收回没有日期：已经收回的，必定下达、拨付过，整行都算；重演时与最后一个日期同时
select
  s.* replace (
    if(is_paid, s.paid_on, null) as paid_on,
    if(is_paid, s.subsidy_paid, null) as subsidy_paid,
    if(is_paid, s.subsidy_recovered, null) as subsidy_recovered,
    is_paid and s.is_payment_unread as is_payment_unread,
    is_paid and s.is_recovery_unread as is_recovery_unread
  )
from validated.subsidies as s
cross join loads.load as l
cross join lateral (select l.known_by is null and coalesce(s.subsidy_recovered > 0, false) as is_taken_back)
cross join lateral (select is_taken_back or coalesce(s.paid_on <= l.as_of, true) as is_paid)
where is_taken_back
  or coalesce(coalesce(s.allocated_on, s.paid_on) <= l.as_of, make_date(s.budget_year, 12, 31) <= l.known_by, true)
