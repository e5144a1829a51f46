-- takes: cell
-- title: 整数
-- cell_format: plain
-- definition: 12、１２、1,234、12.0、12个、第3名；负数、小数和“约 12”不读
try_cast(replace(
  regexp_extract(parsers.fold(cell), '^第? ?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0+)? ?(?:个|项|名|位|家|件|年|年度)?$', 1),
  ',', ''
) as integer)
