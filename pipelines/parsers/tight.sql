-- takes: cell
-- title: 折叠并去掉空格
replace(parsers.fold(cell), ' ', '')
