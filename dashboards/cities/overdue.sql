-- overdue_days: 逾期 (天) — 由本表各行的实施期止得出，到截至日
select
  p.project_id,
  p.project_name,
  p.batch,
  p.applicant,
  p.county,
  p.period_end,
  date_diff('day', p.period_end, b.as_of) as overdue_days,
  p.acceptance_result,
from projects as p
join reference.batches as b using (batch)
where p.due = 1 and p.due_concluded = 0
order by p.period_end, p.project_id
