-- title: 核查结论变了
-- to: division、city
-- kind: event
-- deliver: digest
-- note: 两个版本都判了、判得不一样的：不通过变待核或通过，待核变通过，通过变待核。变成不通过的另说（新出现的不通过）；这个版本没有这一条的，不是通过。
with turned as (
  select
    n.rule,
    n.title,
    n.clause,
    n.subject_kind,
    n.subject_id,
    n.batches,
    n.year,
    n.city,
    n.batch,
    b.verdict as old,
    n.verdict as now,
    n.message as why,
  from findings as n
  join before_findings as b
    on (b.rule, b.subject_kind, b.subject_id) = (n.rule, n.subject_kind, n.subject_id)
    and b.batches is not distinct from n.batches
    and b.year is not distinct from n.year
  where n.verdict <> 'fail' and b.verdict <> n.verdict
)
select
  concat_ws(' ', t.rule, t.subject_kind, t.subject_id, t.batches, t.year, v.version) as key,
  t.city,
  t.batch,
  format(
    '{}（{}）由{}变为{}：{}',
    t.title,
    t.subject_id,
    case t.old when 'fail' then '不通过' when 'review' then '待核' else '通过' end,
    case t.now when 'review' then '待核' else '通过' end,
    t.why
  ) as message,
  {rule: t.rule, clause: t.clause, subject: t.subject_id, before: t.old, now: t.now} as evidence,
from turned as t
cross join system_version as v
