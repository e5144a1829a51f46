-- takes: cell
-- title: 文字
-- definition: 照写；只并掉多余的空白
case when not cells.blank(cell, 'text') then cells.trimmed(cell) end
