-- takes: cell
-- title: 日期
-- cell_format: day
-- definition: 2025-04-24、2025/4/24、2025.4.24、20250424、2025年4月24日、Excel 序号；带时刻的只取日期，只写到月的不读
list_transform(
  [cell],
  lambda cell: if(parsers.plain_moment(cell) is null, parsers.moment(cell).on, parsers.plain_moment(cell)::date)
)[1]
