-- title: 名额台账的牵头数之和等于各年度申报项目数与揭榜项目数
with ledger as (
  select year, sum(own) as own, sum(own_listed) as own_listed,
  from marts.organisations
  group by year
),
projects as (
  select b.year, sum(p.applied) as applied, sum(p.listed) as listed,
  from marts.projects as p
  join reference.batches as b using (batch)
  group by b.year
)
select year, own, applied, own_listed, listed,
from ledger
full join projects using (year)
where coalesce(own, 0) <> coalesce(applied, 0) or coalesce(own_listed, 0) <> coalesce(listed, 0)
