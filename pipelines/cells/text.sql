-- takes: cell
-- title: 文字
-- definition: 原样留下，只并掉多余的空白和零宽字符
case when not cells.blank(cell, 'text') then cells.trimmed(cell) end
