-- title: 名额台账的每一个数都等于其项目之和，单位与集团都是
-- left: 台账
-- right: 逐项目相加
with of_organisations as (
  select
    organisation_id,
    year,
    if(count(carried_over) = count(*), sum(own + partner_in + carried_over)::integer, null) as used,
    if(count(carried_over) = count(*), sum(own_listed + partner_in_listed + carried_over)::integer, null) as used_listed,
    if(count(carried_over) = count(*), count_if(is_carried_over)::integer, null) as carried_over,
  from marts.slots
  group by organisation_id, year
),
of_groups as (
  select group_name, group_period, sum(in_declared - released) as used, sum(in_listed) as used_listed,
  from marts.slots
  where group_name is not null and not is_carried_over
  group by group_name, group_period
),
organisations as (
  select
    concat(year, ' 单位') as ledger,
    o.used,
    s.used as slots,
    (o.used, o.used_listed, o.carried_over)
      is not distinct from if(s.organisation_id is null, (0, 0, 0), (s.used, s.used_listed, s.carried_over)) as is_equal,
  from marts.organisations as o
  full join of_organisations as s using (organisation_id, year)
),
groups as (
  select
    concat(group_period, ' 集团') as ledger,
    g.used,
    s.used as slots,
    (g.used, g.used_listed) is not distinct from (s.used::integer, s.used_listed::integer) as is_equal,
  from marts.groups as g
  full join of_groups as s using (group_name, group_period)
),
entries as (
  from organisations
  union all
  from groups
)
select concat(ledger, ' 已用') as what, coalesce(sum(used), 0) as left_side, coalesce(sum(slots), 0) as right_side,
from entries
group by ledger
union all
select concat(ledger, ' 逐个都相等'), count(*), count_if(is_equal),
from entries
group by ledger
order by what
