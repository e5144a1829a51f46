-- takes: cell, of_city
-- title: 县（市、区）
-- definition: 只在所给的市里找；空着为未知
(
  select known_county
  from reference.county_names as known(known_city, known_name, known_county)
  where known_city = of_city and known_name = cells.place(cell)
)
