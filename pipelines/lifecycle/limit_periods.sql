-- title: 限额管到哪里
-- grain: 一条规则、一个批次一行；通知写明管一个年度的，同一年度各批次合在一起，否则一批一算
with scoped as (
  select r.rule, b.batch, b.year, r.scope is distinct from 'batch' as is_of_year,
  from reference.batches as b
  join reference.rules as r using (notice)
)
select
  rule,
  batch,
  year,
  if(is_of_year, string_agg(batch, '、' order by batch) over (partition by rule, year, is_of_year), batch) as batches,
from scoped
