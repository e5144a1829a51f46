-- keys: project_id, budget_year, document, allocated_on
-- allocated_on: 下达日期
select
  s.allocated_on,
  s.document,
  s.project_id,
  s.project_name,
  s.applicant,
  s.city,
  s.batch,
  s.budget_year::varchar as budget_year,
  s.subsidy_allocated,
  s.paid_on,
  s.subsidy_paid,
from subsidies as s
where s.subsidy_allocated is not null
order by s.allocated_on desc nulls last, s.subsidy_allocated desc, s.project_id, s.budget_year, s.document
