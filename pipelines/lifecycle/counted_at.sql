-- title: 年度名额的计数时点
-- grain: 一个单位一个年度一行：在各批次的截止日逐次数，本年度到那天为止的项目加上那天的结转，取占用最多的一次；一样多的取最晚的
-- passing: 名额台账里写着计数时点
with moments as (
  select batch, year, deadline_on
  from reference.batches
),
places as (
  select p.organisation_id, k.year, k.batch, k.deadline_on, (p.is_declared or p.is_listed)::integer as taken, p.is_declared::integer as declared,
  from moments as k
  join lifecycle.participants as p on p.year = k.year and p.deadline_on <= k.deadline_on
  union all
  select organisation_id, into_year, into_batch, deadline_on, 1, 1,
  from lifecycle.carried
  where is_certain
),
counted as (
  select organisation_id, year, batch, deadline_on, sum(declared) as declared, sum(taken) as taken,
  from places
  group by organisation_id, year, batch, deadline_on
)
select
  organisation_id,
  year,
  arg_max(batch, (declared, taken, deadline_on, batch)) as counted_batch,
  arg_max(deadline_on, (declared, taken, deadline_on, batch)) as counted_on,
from counted
group by organisation_id, year
