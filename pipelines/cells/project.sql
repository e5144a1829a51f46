-- takes: cell
-- title: 所属项目的编号
cells.id(cell)
