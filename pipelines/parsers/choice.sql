-- takes: cell, of_source, of_column
-- title: 选一个值
-- definition: 所列的值之一，或它的通行写法
(
  select known_value
  from reference.choice_names as known(known_source, known_column, known_spelling, known_value)
  where known_source = of_source and known_column = of_column and known_spelling = parsers.spelling(cell)
)
