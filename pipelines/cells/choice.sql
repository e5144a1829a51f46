-- takes: cell, of_source, of_column
-- title: 取值固定的列
-- definition: 约定所列的值之一，或它的别名
(
  select known_value
  from reference.choice_names as known(known_source, known_column, known_spelling, known_value)
  where known_source = of_source and known_column = of_column and known_spelling = cells.spelling(cell)
)
