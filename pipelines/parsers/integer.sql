-- takes: cell
-- title: 整数
-- cell_format: plain
-- definition: 12、１２、1,234、12.0、12个、第3名；后面的注号（12①、12*）不算，另行标出；负数、小数和“约 12”不读，①不是数
try_cast(replace(
  regexp_extract(parsers.bare(cell), '^第? ?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0+)? ?(?:个|项|名|位|家|件|年|年度)?$', 1),
  ',', ''
) as integer)
