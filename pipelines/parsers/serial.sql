-- takes: cell
-- title: Excel 的日期序号
-- definition: 36526（2000-01-01）至 55153（2050-12-31），小数是一天里的时刻，取整到秒；其他数不是日期
case
  when regexp_full_match(parsers.fold(cell), '\d{5}(\.\d+)?') and try_cast(parsers.fold(cell) as double) between 36526 and 55153.99999
    then timestamp '1899-12-30' + to_seconds(round(try_cast(parsers.fold(cell) as double) * 86400)::bigint)
end
