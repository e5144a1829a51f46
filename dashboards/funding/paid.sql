select
  c.batch,
  metrics.supported(c) as supported,
  metrics.subsidy_allocated(c) as subsidy_allocated,
  metrics.subsidy_paid(c) as subsidy_paid,
  metrics.disbursement_rate(c) as disbursement_rate,
  metrics.subsidy_recovered(c) as subsidy_recovered,
from cube as c
group by c.batch
order by c.batch
