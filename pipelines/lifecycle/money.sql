-- title: 奖补合计
-- grain: 有奖补记录的项目一行；一个项目有几行的相加，各行都没有写的金额为未知
select
  project_id,
  sum(subsidy_proposed)::decimal(18, 2) as subsidy_proposed,
  sum(subsidy_allocated)::decimal(18, 2) as subsidy_allocated,
  sum(subsidy_paid)::decimal(18, 2) as subsidy_paid,
  sum(subsidy_recovered)::decimal(18, 2) as subsidy_recovered,
from validated.subsidies
group by project_id
