-- title: 新出现的不通过
-- to: division、city
-- kind: event
-- note: 这个版本不通过、上一个版本没有判不通过的，不管原来是待核、通过还是没有这一条。
with failed as (
  select *
  from findings
  where verdict = 'fail'
)
select
  concat_ws(' ', f.rule, f.subject_kind, f.subject_id, f.batches, f.year, v.version) as key,
  f.city,
  f.batch,
  format('{}（{}）不通过：{}', f.title, f.subject_id, f.message) as message,
  {rule: f.rule, clause: f.clause, subject: f.subject_id, before: b.verdict} as evidence,
from failed as f
cross join system_version as v
left join before_findings as b
  on b.verdict <> 'pass'
  and (b.rule, b.subject_kind, b.subject_id) = (f.rule, f.subject_kind, f.subject_id)
  and b.batches is not distinct from f.batches
  and b.year is not distinct from f.year
where b.verdict is distinct from 'fail'
