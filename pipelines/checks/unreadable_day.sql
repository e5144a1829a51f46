-- title: 日期读不出
with cells as (
  select *
  from sources.cells
  where kind in ('day', 'start_day', 'end_day', 'time') and value is not null and parsers.plain_moment(value) is null
),
-- 同样的写法只读一次。
read as materialized (
  select value, kind, parsers.moment(value) as found
  from (select distinct value, kind from cells)
),
written as (
  select value, kind, found, parsers.tight(value) as tight
  from read
  where if(kind in ('start_day', 'end_day'), found.starts, found."on") is null
    and not parsers.blank(value, kind)
    and coalesce(parsers.is_likely(coalesce(found.day, found.month)), true)
),
unread as (
  select c.*, w.found, w.tight
  from cells as c
  join written as w using (value, kind)
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || case
    when found.month is not null then '只写到月，不知道是哪一天'
    when regexp_full_match(tight, '\d{4}\.\d') then '看不出是哪个月：2025.10 会被 Excel 变成 2025.1'
    when regexp_matches(tight, '^\d{1,2}月|^\d{1,2}[-/.]\d{1,2}$') then '没有写年份'
    when regexp_matches(tight, '(Z|[+-]\d{2}:?\d{2})$') and regexp_matches(tight, ':') then '带了时区，本系统只收省内当地时间'
    when regexp_matches(tight, '上午|下午|晚|(?i:am|pm)') then '要按 24 小时写'
    when parsers.moment_parts(value).year <> '' then '不是一个存在的日期或时刻'
    else '不是日期'
  end as problem,
  if(kind = 'time', '写成年月日和时分，如 2025-04-24 16:58', '写成年月日，如 2025-04-24') || if(essential, '', '；没有就留空') as fix,
  if(essential, 'row', 'cell') as effect,
from unread
