-- takes: cell
-- title: 日期的写法
-- definition: 年、月、日、时、分、秒各自的数字；month_only 是只写到月的那种写法里的月；不是日期的全空
list_transform(
  [regexp_extract(
    regexp_replace(parsers.bare(cell), ' ?([-/.:年月日号时点分秒]) ?', '\1', 'g'),
    '^((?:19|20)\d{2})'
      || '(?:(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|(\d{2})(\d{2}))(?:[ T]|$)'
      || '|年(\d{1,2})月(\d{1,2})(?:[日号]| |$)'
      || '|(?:[-/](\d{1,2})|\.(\d{2})|年(\d{1,2})月份?)$)'
      || '(?:(\d{1,2})(?::(\d{2})(?::(\d{2}(?:\.\d+)?))?|[时点](?:(\d{1,2})分?(?:(\d{1,2})秒)?)?))?$',
    ['year', 'm1', 'd1', 'm2', 'd2', 'm3', 'd3', 'm4', 'd4', 'm5', 'd5', 'o1', 'o2', 'o3', 'hour', 'n1', 's1', 'n2', 's2']
  )],
  lambda said: {
    'year': said.year,
    'month': said.m1 || said.m2 || said.m3 || said.m4 || said.m5,
    'day': said.d1 || said.d2 || said.d3 || said.d4 || said.d5,
    'month_only': said.o1 || said.o2 || said.o3,
    'hour': said.hour,
    'minute': said.n1 || said.n2,
    'second': said.s1 || said.s2,
  }
)[1]
