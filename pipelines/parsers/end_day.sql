-- takes: cell
-- title: 截止日期
-- cell_format: day
-- definition: 同日期；只写到月的为那个月的最后一天（另行标出）
list_transform(
  [cell],
  lambda cell: if(parsers.plain_moment(cell) is null, parsers.moment(cell).ends, parsers.plain_moment(cell)::date)
)[1]
