-- title: 小数太长
-- definition: 因素的数按十进制一位不差地算，小数超过 10 位的记不下，不猜它要留几位，当作没有填
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '的小数超过 10 位' as problem,
  '写到小数点后 10 位以内' as fix,
  'cell' as effect,
from sources.cells
where source = 'factors' and name = 'amount' and parsers.number(value) is not null and parsers.exact(value) is null
