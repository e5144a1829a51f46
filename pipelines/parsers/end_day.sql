-- takes: cell
-- title: 截止日期
-- cell_format: day
-- definition: 同日期；只写到月的为那个月的最后一天（另行标出）
case when parsers.plain_moment(cell) is not null then parsers.plain_moment(cell)::date else parsers.moment(cell).ends end
