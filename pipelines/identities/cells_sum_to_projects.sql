-- title: 各批次各市的每一项，汇总与逐项目相加相等，分县区汇总也相等
with from_cells as (
  unpivot (
    select batch, city, sum(columns(* exclude (batch, city, direction, task, applicant_type, ownership, stage, quota, quota_unknown)))::decimal(38, 2),
    from marts.cells
    group by batch, city
  ) on columns(* exclude (batch, city)) into name measure value total
),
from_county_cells as (
  unpivot (
    select batch, city, sum(columns(* exclude (batch, city, county, direction, task, applicant_type, ownership, stage, quota, quota_unknown)))::decimal(38, 2),
    from marts.county_cells
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
)
select batch, city, measure, p.total as projects, c.total as cells, k.total as county_cells,
from from_projects as p
full join from_cells as c using (batch, city, measure)
full join from_county_cells as k using (batch, city, measure)
where coalesce(p.total, 0) <> coalesce(c.total, 0) or coalesce(p.total, 0) <> coalesce(k.total, 0)
