select
  p.project_id,
  p.project_name,
  p.batch,
  p.city,
  p.direction,
  p.applicant,
  p.planned_investment,
  p.planned_basis,
  p.period_end,
from projects as p
where p.in_progress = 1
order by p.period_end nulls last, p.project_id
