-- keys: rule, severity, subject_kind
-- failed: 不通过 (条, count)
-- in_review: 待核 (条, count)
select
  f.severity,
  f.rule,
  f.title,
  string_agg(distinct f.clause, '、' order by f.clause) as clause,
  f.subject_kind,
  count_if(f.verdict = 'fail') as failed,
  count_if(f.verdict = 'review') as in_review,
  sum(f.undecided) as undecided,
  sum(f.reopened) as reopened,
from findings as f
where f.verdict <> 'pass' or f.reopened = 1
group by f.severity, f.rule, f.title, f.subject_kind
order by
  case f.severity when 'error' then 1 when 'warning' then 2 else 3 end,
  sum(f.undecided + f.reopened) desc,
  failed desc,
  in_review desc,
  f.rule
