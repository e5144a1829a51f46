select
  p.project_id,
  p.project_name,
  p.batch,
  p.city,
  p.applicant,
  p.period_end,
  p.planned_investment,
  p.planned_basis,
from projects as p
join reference.batches as b using (batch)
where p.in_progress = 1
  and p.period_end < b.as_of
order by p.period_end, p.project_id
