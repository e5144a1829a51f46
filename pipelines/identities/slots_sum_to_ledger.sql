-- title: 名额台账的每一个数都等于其项目之和，单位与集团都是
with organisations as (
  select
    organisation_id,
    year,
    sum(in_declared) as used,
    sum(in_listed) as used_listed,
    count_if(is_carried_over) as carried_over,
  from marts.slots
  group by organisation_id, year
),
groups as (
  select group_name, batch, sum(in_declared) as used, sum(in_listed) as used_listed,
  from marts.slots
  where group_name is not null and not is_carried_over
  group by group_name, batch
)
select o.organisation_id as subject, o.year::varchar as during, o.used, s.used as slots,
from marts.organisations as o
full join organisations as s using (organisation_id, year)
where (o.used, o.used_listed, o.carried_over) is distinct from (coalesce(s.used, 0)::integer, coalesce(s.used_listed, 0)::integer, coalesce(s.carried_over, 0)::integer)
union all
select g.group_name, g.batch, g.used, s.used,
from marts.groups as g
full join groups as s using (group_name, batch)
where (g.used, g.used_listed) is distinct from (s.used::integer, s.used_listed::integer)
