select
  p.project_id,
  p.project_name,
  p.applicant,
  p.batch,
  p.city,
  p.direction,
  p.verified_investment,
  p.subsidy_allocated,
  p.subsidy_paid,
from projects as p
where p.accepted = 1
  and p.verified_investment > 0
order by p.verified_investment desc, p.project_id
limit 500
