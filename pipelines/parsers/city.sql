-- takes: cell
-- title: 设区市
-- options_in: cities.city
-- definition: 济南市、济南、370100、济 南 市、济南市工业和信息化局
(
  select known_city
  from reference.city_names as known(known_name, known_city)
  where known_name = parsers.place(cell)
)
