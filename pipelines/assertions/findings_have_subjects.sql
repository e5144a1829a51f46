-- title: 每条审核结论都有其对象，一条规则对一个批次或年度的一个对象只有一个结论
-- left: 结论数
-- right: 有对象且唯一的
-- 只比散列：上千万条结论的对象拿在手里比，放不进内存。
with judged as (
  select
    rule,
    title,
    subject_kind,
    subject_id,
    hash(rule, subject_id) as subject,
    hash(subject_kind, batch, batches, year) as span,
  from marts.findings
),
twice as (
  select subject, span
  from judged
  group by subject, span
  having count(*) > 1
)
select
  any_value(j.title) as what,
  j.rule,
  count(*) as left_side,
  count_if(s.subject_id is not null and t.subject is null) as right_side,
from judged as j
left join lifecycle.subjects as s using (subject_kind, subject_id)
left join twice as t on t.subject = j.subject and t.span = j.span
group by j.rule
order by j.rule
