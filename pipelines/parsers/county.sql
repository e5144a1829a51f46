-- takes: cell, of_city
-- title: 县（市、区）
-- definition: 县（市、区）的名称、简称或代码，要在所填的市里；空着为未知
(
  select known_county
  from reference.county_names as known(known_city, known_name, known_county)
  where known_city = of_city and known_name = parsers.place(cell)
)
