-- title: 各批次各市的每一项，汇总与逐项目相加相等，分县区汇总也相等
-- left: 逐项目相加
-- right: 汇总
-- 汇总里除可加数外还有各维度，不是数的一概不加；名额不是项目的，不在此列。
with measures as (
  select column_name as measure,
  from duckdb_columns()
  where schema_name = 'lifecycle' and table_name = 'measures' and column_name <> 'project_id'
),
from_cube as (
  unpivot (
    select batch, city, sum(try_cast(columns(* exclude (batch, city)) as decimal(38, 2))),
    from marts.cube
    group by batch, city
  ) on columns(* exclude (batch, city)) into name measure value total
),
from_county_cube as (
  unpivot (
    select batch, city, sum(try_cast(columns(* exclude (batch, city)) as decimal(38, 2))),
    from marts.county_cube
    group by batch, city
  ) on columns(* exclude (batch, city)) into name measure value total
),
from_projects as (
  unpivot (
    select p.batch, p.city, sum(columns(m.* exclude (project_id)))::decimal(38, 2),
    from marts.projects as p
    join lifecycle.measures as m using (project_id)
    group by p.batch, p.city
  ) on columns(* exclude (batch, city)) into name measure value total
),
pairs as (
  select batch, city, '汇总' as side, measure, p.total as of_projects, c.total as of_cube,
  from from_projects as p
  full join from_cube as c using (batch, city, measure)
  where measure in (select measure from measures)
  union all
  select batch, city, '分县区汇总', measure, p.total, c.total,
  from from_projects as p
  full join from_county_cube as c using (batch, city, measure)
  where measure in (select measure from measures)
)
select
  concat_ws(' ', batch, city, side) as what,
  measure,
  batch,
  city,
  coalesce(of_projects, 0) as left_side,
  coalesce(of_cube, 0) as right_side,
from pairs
order by side, batch, city, measure
