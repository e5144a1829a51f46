-- takes: cell
-- title: 文字
-- definition: 照写；只并掉多余的空白。错误提示（#N/A）、“同上”、“待定”“详见附件”这类不是内容，不读
list_transform(
  [cell],
  lambda cell: case
    when not parsers.blank(cell, 'text') and parsers.placeholder(cell, 'text') is null then parsers.trimmed(cell)
  end
)[1]
