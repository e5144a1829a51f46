select
  c.budget_year,
  sum(c.subsidy_proposed) as subsidy_proposed,
  sum(c.subsidy_allocated) as subsidy_allocated,
  metrics.disbursement_rate(c) as disbursement_rate,
  sum(c.subsidy_paid) as subsidy_paid,
  sum(c.subsidy_recovered) as subsidy_recovered,
  metrics.unpaid(c) as unpaid,
from money_cube as c
group by c.budget_year
order by c.budget_year nulls last
