-- takes: cell
-- title: 折叠并去掉空格
replace(cells.fold(cell), ' ', '')
