-- takes: cell
-- title: 名称
-- definition: 照写；只并掉多余的空白。错误提示（#N/A）、“同上”、0、“否”、“待定”“详见附件”这类不是名称、文号，不读
list_transform(
  [cell],
  lambda cell: case
    when not parsers.blank(cell, 'name') and parsers.placeholder(cell, 'name') is null then parsers.trimmed(cell)
  end
)[1]
