-- takes: cell, of_city
-- title: 县（市、区）
-- definition: 只在所给的市里找；空着为未知
(select n.county from reference.county_names as n where n.city = of_city and n.name = cells.place(cell) and not cells.blank(cell, 'county'))
