-- title: 市里没有这个县（市、区）
-- definition: 市已读出才查；同名的县（市、区）只在所写的市里找
with placed as (
  select c.*, parsers.city(p.value) as city
  from sources.cells as c
  join sources.cells as p using (source, source_file, source_sheet, source_row)
  where c.kind = 'county' and p.kind = 'city' and c.value is not null and not parsers.blank(c.value, c.kind)
),
lists as (
  select city, list(county order by code nulls last, county) as all_counties
  from reference.counties
  group by city
),
unknown as (
  select
    placed.*,
    all_counties,
    nullif(parsers.nearest(value, all_counties), []) as near,
    (select string_agg(n.city || '的' || n.county, '、' order by n.city) from reference.county_names as n where n.name = parsers.place(value)) as elsewhere,
  from placed
  join lists on lists.city = placed.city
  where parsers.county(placed.value, placed.city) is null
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '不是' || city || '的县（市、区）' || coalesce('，是' || elsewhere, '') as problem,
  coalesce(city || '最接近的是 ' || array_to_string(near, '、'), city || '有 ' || array_to_string(all_counties, '、'))
    || if(elsewhere is null, '', '；也可能是市写错了')
    || '；不经县区推荐的留空' as fix,
  'row' as effect,
from unknown
