-- takes: cell
-- title: 起始日期
-- cell_format: day
-- definition: 同日期；只写到月的为那个月的第一天（另行标出）
list_transform(
  [cell],
  lambda cell: if(parsers.plain_moment(cell) is null, parsers.moment(cell).starts, parsers.plain_moment(cell)::date)
)[1]
