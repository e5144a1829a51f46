-- title: 每条审核结论都有其对象，一条规则对一个批次或年度的一个对象只有一个结论
-- left: 结论数
-- right: 有对象且唯一的
with judged as (
  select rule, any_value(title) as title, count(*) as verdicts, bool_or(s.subject_id is not null) as is_known,
  from marts.findings as f
  left join lifecycle.subjects as s using (subject_kind, subject_id)
  group by rule, subject_kind, subject_id, batch, batches, year
)
select any_value(title) as what, rule, sum(verdicts) as left_side, count_if(verdicts = 1 and is_known) as right_side,
from judged
group by rule
order by rule
