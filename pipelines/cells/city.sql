-- takes: cell
-- title: 设区市
-- options_in: cities.city
-- definition: 名称、简称、代码、别名、带空格的和机关名称
(
  select known_city
  from reference.city_names as known(known_name, known_city)
  where known_name = cells.place(cell)
)
