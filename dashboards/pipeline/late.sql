select
  m.days_late,
  m.what,
  m.project_id,
  m.project_name,
  m.applicant,
  m.city,
  m.county,
  m.acting,
  m.due_on,
  m.due_basis,
from matters as m
where m.late = 1
order by m.days_late desc, m.project_id, m.kind
