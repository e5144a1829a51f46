-- takes: cell
-- title: 答复
-- definition: 与文字相同，但“无”是答案，如核查结果
case when not parsers.blank(cell, 'answer') then parsers.trimmed(cell) end
