-- keys: rule, severity
select
  f.severity,
  f.rule,
  f.title,
  f.clause,
  f.subject_kind,
  sum(f.failed) as failed,
  sum(f.in_review) as in_review,
from findings as f
where f.verdict <> 'pass'
group by f.severity, f.rule, f.title, f.clause, f.subject_kind
order by
  case f.severity when 'error' then 1 when 'warning' then 2 else 3 end,
  failed desc,
  in_review desc,
  f.rule
