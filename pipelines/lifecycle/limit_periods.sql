-- title: 限额管到哪里
-- grain: 一条规则、一个批次一行；通知写明管一个年度的，同一年度各批次合在一起，否则一批一算
with scoped as (
  select l.rule, b.batch, b.year, b.is_at_hand, r.scope is distinct from 'batch' as is_of_year,
  from reference.batches as b
  cross join (
    select unnest(['group_limit', 'direction_support_cap', 'provider_limit', 'manufacturer_limit', 'applicant_type_conflict']) as rule
  ) as l
  left join reference.rules as r on r.notice = b.notice and r.rule = l.rule
)
select
  rule,
  batch,
  year,
  is_at_hand,
  is_of_year,
  if(is_of_year, string_agg(batch, '、' order by batch) over (partition by rule, year, is_of_year), batch) as batches,
from scoped
