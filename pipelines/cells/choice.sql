-- takes: cell, of_source, of_column
-- title: 取值固定的列
-- definition: 约定所列的值之一，或它的别名
(
  select n.value
  from reference.choice_names as n
  where n.source = of_source and n.name = of_column and n.spelling = cells.spelling(cell)
)
