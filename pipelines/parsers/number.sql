-- takes: cell
-- title: 数
-- cell_format: plain
-- definition: 85、85.5、85.5分；后面的注号（85①）不算，另行标出；负数和“约 85”不读
try_cast(replace(
  regexp_extract(parsers.bare(cell), '^((?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d+)?|\.\d+) ?分?$', 1),
  ',', ''
) as double)
