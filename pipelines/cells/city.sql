-- takes: cell
-- title: 设区市
-- definition: 名称、简称、代码、别名、带空格的和机关名称
(select n.city from reference.city_names as n where n.name = cells.place(cell))
