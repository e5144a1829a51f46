-- title: 奖补资金表
-- grain: 到那一天为止下达的，没有下达日期的看拨付日期，两个都没有的到预算年度过完才知道；那天以后的拨付还不知道，收回没有日期，与最后一个日期同时
select
  s.* replace (
    if(is_paid, s.paid_on, null) as paid_on,
    if(is_paid, s.subsidy_paid, null) as subsidy_paid,
    if(is_paid, s.subsidy_recovered, null) as subsidy_recovered
  )
from validated.subsidies as s
cross join loads.load as l
cross join lateral (select coalesce(s.paid_on <= l.known_by, true) as is_paid)
where coalesce(coalesce(s.allocated_on, s.paid_on, make_date(s.budget_year, 12, 31)) <= l.known_by, true)
