-- takes: cell
-- title: 文字
-- definition: 照写；只并掉多余的空白
case when not parsers.blank(cell, 'text') then parsers.trimmed(cell) end
