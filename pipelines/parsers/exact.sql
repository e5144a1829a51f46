-- takes: cell
-- title: 数，精确
-- cell_format: plain
-- definition: 写法同“数”，按十进制记，不经过浮点；小数超过 10 位的不读
list_transform(
  [replace(
    regexp_extract(parsers.bare(cell), '^((?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d+)?|\.\d+) ?分?$', 1),
    ',', ''
  )],
  lambda digits: if(regexp_full_match(digits, '\d*(?:\.\d{1,10}0*)?') and digits <> '', try_cast(digits as decimal(28, 10)), null)
)[1]
