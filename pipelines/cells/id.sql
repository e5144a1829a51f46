-- takes: cell
-- title: 编号
-- definition: 折叠并去掉空格；被 Excel 变成科学计数的（2.025E+11）不读
case
  when not cells.blank(cell, 'id') and not cells.scientific(cell) then cells.tight(cell)
end
