-- title: 流程、验收、奖补的每一行都归到项目名下
with counts as (
  select 'events' as mart, (select count(*) from validated.events) as validated, (select count(*) from marts.events) as published
  union all
  select 'acceptances', (select count(*) from validated.acceptances), (select count(*) from marts.acceptances)
  union all
  select 'subsidies', (select count(*) from validated.subsidies), (select count(*) from marts.subsidies)
)
from counts
where validated <> published
