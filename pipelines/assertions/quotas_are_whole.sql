-- title: 导入的名额全部进入汇总，每个批次的每个市恰有一行名额
-- left: 导入的
-- right: 汇总里的
with loaded as (
  select batch, city, quota,
  from validated.quotas
),
shown as (
  select batch, city, count(*) as shown_rows, sum(quota) as quota,
  from marts.cube
  where projects = 0
  group by batch, city
),
expected as (
  select b.batch, c.city,
  from reference.batches as b
  cross join reference.cities as c
),
places as (
  select batch, city, e.city is not null as is_expected, coalesce(s.shown_rows, 0) as shown_rows, l.quota as loaded, s.quota as shown,
  from expected as e
  full join shown as s using (batch, city)
  full join loaded as l using (batch, city)
)
select concat_ws(' ', batch, city, '推荐名额') as what, batch, city, 'quota' as metric, loaded as left_side, shown as right_side,
from places
union all
select concat_ws(' ', batch, city, '名额行'), batch, city, null, is_expected::integer, shown_rows,
from places
order by what
