-- title: 起止日期只写到月
-- definition: 起始按当月第一天、截止按当月最后一天计，待核
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '只写到月，暂按 ' || if(kind = 'start_day', parsers.start_day(value), parsers.end_day(value)) || ' 计' as problem,
  '补上日，如 ' || if(kind = 'start_day', parsers.start_day(value), parsers.end_day(value)) as fix,
  'mark' as effect,
from sources.cells
where kind in ('start_day', 'end_day') and parsers.is_likely(parsers.moment(value).month)
