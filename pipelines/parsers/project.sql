-- takes: cell
-- title: 所属项目的编号
-- definition: 与项目基本信息表里的编号一致
parsers.id(cell)
