-- planned_of_verified: 计划投资 (元, yuan)
-- declared_of_verified: 申报实际投入 (元, yuan)
select
  c.batch,
  coalesce(sum(c.verified), 0) as verified,
  sum(c.planned_of_verified) as planned_of_verified,
  sum(c.declared_of_verified) as declared_of_verified,
  metrics.verified_investment(c) as verified_investment,
  metrics.subsidy_allocated(c) as subsidy_allocated,
from cube as c
group by c.batch
order by c.batch
