-- title: 一批一算时占用的名额
-- grain: 一个单位一个批次一行：这一批自己的项目，加上到它截止那天的结转
-- passing: 名额台账和单位占用的名额里有
with places as (
  select
    organisation_id,
    batch,
    (is_lead and is_declared)::integer as own,
    (not is_lead and is_declared)::integer as partner_in,
    is_listed::integer as listed,
    0 as carried_over,
    false as is_open,
    0 as undated,
    null as today,
  from lifecycle.participants
  union all
  select organisation_id, into_batch, 0, 0, 0, is_certain::integer, is_open, (not is_certain)::integer, if(is_certain, today, null),
  from lifecycle.carried
),
-- 截止以后不再占用的没有几个：为它们另合一次，比每个单位都合省。
freed as (
  select organisation_id, batch, count(*)::integer as freed, string_agg(distinct today, '、' order by today) as today,
  from places
  where today is not null
  group by organisation_id, batch
)
select
  p.organisation_id,
  b.batch,
  b.year,
  b.deadline_on as counted_on,
  sum(p.own)::integer as own,
  sum(p.partner_in)::integer as partner_in,
  if(bool_or(p.is_open), null, sum(p.carried_over)::integer) as carried_over,
  sum(p.undated)::integer as undated,
  coalesce(any_value(f.freed), 0) as freed,
  any_value(f.today) as today,
  if(bool_or(p.is_open), null, sum(p.listed + p.carried_over)::integer) as used_listed,
from places as p
join reference.batches as b using (batch)
left join freed as f using (organisation_id, batch)
group by p.organisation_id, b.batch, b.year, b.deadline_on
