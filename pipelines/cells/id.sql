-- takes: cell
-- title: 编号
-- definition: 照申报系统里的写；全角、空格不影响；被 Excel 变成 2.025E+11 的不读
case
  when not cells.blank(cell, 'id') and not cells.scientific(cell) then cells.tight(cell)
end
