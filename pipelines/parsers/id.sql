-- takes: cell
-- title: 编号
-- definition: 照申报系统里的写；全角、空格不影响；被 Excel 变成 2.025E+11 的不读
case
  when not parsers.blank(cell, 'id') and not parsers.scientific(cell) then parsers.tight(cell)
end
