-- title: 导入的名额全部进入汇总，每个批次的每个市恰有一行名额
with loaded as (
  select batch, city, quota,
  from validated.quotas
),
shown as (
  select batch, city, count(*) as shown_rows, sum(quota) as quota,
  from marts.cells
  where projects = 0
  group by batch, city
),
expected as (
  select b.batch, c.city,
  from reference.batches as b
  cross join reference.cities as c
)
select batch, city, s.shown_rows, l.quota as loaded, s.quota as shown,
from expected
full join shown as s using (batch, city)
full join loaded as l using (batch, city)
where s.shown_rows is distinct from 1 or s.quota is distinct from l.quota
