-- takes: file, of_year
-- title: 文件是哪一天的
-- definition: 文件名（没有的，文件夹名）里写的日期：20250426、2025-04-26、2025年4月26日、4月26日（年份取 of_year）；没有写、写得不是日期的为空
list_transform(
  [coalesce(
    nullif(regexp_extract(regexp_extract(parsers.fold(file), '[^/]*$'), '20\d{2}[-_.年]\d{1,2}[-_.月]\d{1,2}|\d{1,2}月\d{1,2}日|(?:^|\D)20\d{6}(?:\D|$)'), ''),
    nullif(regexp_extract(parsers.fold(file), '20\d{2}[-_.年]\d{1,2}[-_.月]\d{1,2}|\d{1,2}月\d{1,2}日|(?:^|\D)20\d{6}(?:\D|$)'), '')
  )],
  lambda said: case
    when regexp_matches(said, '^\d{1,2}月') then try_cast(of_year || '-' || replace(replace(said, '月', '-'), '日', '') as date)
    when regexp_matches(said, '20\d{6}') then try_cast(regexp_replace(regexp_extract(said, '20\d{6}'), '(\d{4})(\d{2})(\d{2})', '\1-\2-\3') as date)
    else try_cast(regexp_replace(said, '[-_.年月]', '-', 'g') as date)
  end
)[1]
