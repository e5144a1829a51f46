-- takes: cell
-- title: 年度
-- cell_format: plain
-- definition: 2025、２０２５、2025年、2025年度；2000 至 2100 之外的、两位的年份和几个年份不读
try_cast(regexp_extract(parsers.bare(cell), '^(20\d{2}|2100)(?:\.0+)? ?(?:年|年度|财年)?$', 1) as integer)
