-- keys: rule, severity, subject_kind
-- failed: 不通过 (条, count) — 通知没有录全、还不能判的，有几条不通过未知，不是 0
-- in_review: 待核 (条, count)
-- open_note: 还不能判的
select
  f.severity,
  f.rule,
  f.title,
  string_agg(distinct f.clause, '、' order by f.clause) as clause,
  f.subject_kind,
  nullif(count_if(f.verdict = 'fail'), if(bool_or(f.verdict = 'review' and n.is_open), 0, null)) as failed,
  count_if(f.verdict = 'review') as in_review,
  sum(f.undecided) as undecided,
  sum(f.reopened) as reopened,
  if(bool_or(f.verdict = 'review' and n.is_open) and count_if(f.verdict = 'fail') = 0, '通知没有录全', null) as open_note,
from findings as f
left join reference.notices as n on n.notice = f.notice
where f.verdict <> 'pass' or f.reopened = 1
group by f.severity, f.rule, f.title, f.subject_kind
order by
  case f.severity when 'error' then 1 when 'warning' then 2 else 3 end,
  sum(f.undecided + f.reopened) desc,
  failed desc nulls last,
  in_review desc,
  f.rule
