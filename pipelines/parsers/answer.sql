-- takes: cell
-- title: 答复
-- definition: 与文字相同，但“无”“不涉及”“待定”是答案，如核查结果；错误提示和“同上”不读
list_transform(
  [cell],
  lambda cell: case
    when not parsers.blank(cell, 'answer') and parsers.placeholder(cell, 'answer') is null then parsers.trimmed(cell)
  end
)[1]
