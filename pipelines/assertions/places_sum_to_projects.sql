-- title: 名额台账的牵头数之和等于各年度申报项目数与揭榜项目数
-- left: 名额台账牵头数，加计数时点以后的和截止时退回着的
-- right: 项目数
with ledger as (
  select year, sum(own) as own, sum(own_listed) as own_listed,
  from (
    select year, own, own_listed,
    from marts.organisations
    union all
    select year, (in_declared = 1 or is_returned)::integer, if(is_later, in_listed, 0),
    from marts.slots
    where (is_later or is_returned) and role = '牵头'
  )
  group by year
),
projects as (
  select b.year, list(distinct batch order by batch) as batches, sum(p.applied) as applied, sum(p.listed) as listed,
  from marts.projects as p
  join reference.batches as b using (batch)
  group by b.year
),
years as (
  select year, batches, own, own_listed, applied, listed,
  from ledger
  full join projects using (year)
)
select concat(year, ' 申报口径') as what, 'applied' as right_metric, batches as right_batch, coalesce(own, 0) as left_side, coalesce(applied, 0) as right_side,
from years
union all
select concat(year, ' 入围口径'), 'listed', batches, coalesce(own_listed, 0), coalesce(listed, 0),
from years
order by what
