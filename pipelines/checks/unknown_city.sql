-- title: 没有这个市
with unknown as (
  select *
  from sources.cells
  where kind = 'city' and value is not null and parsers.city(value) is null and not parsers.blank(value, kind)
),
cities as (
  select list(city order by code) as all_cities
  from reference.cities
),
placed as (
  select
    *,
    (select list({'city': n.city, 'county': n.county} order by n.city) from reference.county_names as n where n.name = parsers.place(value)) as counties,
    -- 只差一个字而只有一个市是这样，才算写错了；别省的市（苏州对着滨州、德州）说不是就够了。
    (select case when count(*) = 1 then any_value(c.city) end from reference.cities as c where parsers.one_letter_off(value, c.city)) as near,
  from unknown
  cross join cities
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '不是山东省的设区市' || coalesce(
    '，是' || array_to_string(list_transform(counties, lambda place: place.city || '的' || place.county), '、'),
    ''
  ) as problem,
  coalesce(
    '改成 ' || array_to_string(list_transform(counties, lambda place: place.city), ' 或 ') || '，县（市、区）写在它自己的列里',
    '改成市的名称，最接近的是 ' || near,
    '填本省 ' || len(all_cities) || ' 个市之一：' || array_to_string(all_cities, '、')
  ) as fix,
  'row' as effect,
from placed
