-- title: 因素的单位不一样
-- definition: 同一个因素，这一行的单位与多数行的不同，或者没有写，照收，待核；用到它的测算只认规则写明的单位，别的当作未知
with counted as (
  select factor, unit, count(*) as rows,
  from validated.factors
  where unit is not null
  group by factor, unit
),
usual as (
  select factor, arg_max(unit, (rows, unit)) as unit, max(rows) as rows, sum(rows) as all_rows,
  from counted
  group by factor
)
select
  'factors' as source,
  f.source_file,
  f.source_sheet,
  f.source_row,
  k.header as "column",
  f.unit as value,
  format('{} {} 年的“{}”', f.city, f.year, f.factor)
    || if(f.unit is null, '没有写单位', '单位是' || parsers.quoted(f.unit))
    || format('，这个因素写了单位的 {} 行里有 {} 行是“{}”', u.all_rows, u.rows, u.unit) as problem,
  '核对单位和数值，各市、各年写成一个单位' as fix,
  'mark' as effect,
from validated.factors as f
join usual as u using (factor)
join sources.contracts as k on k.source = 'factors' and k.name = 'unit'
where f.unit is distinct from u.unit
