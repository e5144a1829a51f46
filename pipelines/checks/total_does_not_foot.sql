-- title: 合计不平
-- definition: 合计行的金额或数目，既不是全表各行之和，也不是上一个合计行以来各行之和（相差 0.01 以上）；数据照收，待核
-- only_with: sources.totals
-- 数目也可以是行数，或各行相同的那个数，如年度
with totals as (
  select
    *,
    if(kind = 'money', parsers.money(value, unit), parsers.integer(value)) as said,
    if(kind = 'money', parsers.unit_factor(unit), 1) as one,
    lag(source_row, 1, 0) over (partition by source, source_file, source_sheet, name order by source_row) as previous_row,
  from sources.totals
  where kind in ('money', 'integer')
),
broken as (
  select distinct source_file, source_sheet, source_row, "column" as header
  from sources.defects
  where effect in ('cell', 'row')
),
-- 先读出数，再与合计行对：放在一步里，同样的写法要一行一行地再读。
amounts as (
  select
    source,
    source_file,
    source_sheet,
    source_row,
    name,
    kind,
    value,
    if(kind = 'money', parsers.money(value, unit), parsers.integer(value)) as amount,
  from sources.cells
  where kind in ('money', 'integer')
),
parts as (
  select
    t.source,
    t.source_file,
    t.source_sheet,
    t.source_row,
    t.name,
    c.source_row between t.previous_row and t.source_row as is_near,
    c.value,
    c.kind,
    b.header is not null as is_broken,
    c.amount,
  from totals as t
  join amounts as c using (source, source_file, source_sheet, name)
  left join broken as b
    on b.source_file = c.source_file and b.source_sheet = c.source_sheet
    and b.source_row = c.source_row and b.header = t.header
),
summed as (
  select
    source,
    source_file,
    source_sheet,
    source_row,
    name,
    coalesce(sum(amount), 0) as whole,
    coalesce(sum(amount) filter (is_near), 0) as near,
    count(*) as rows,
    min(amount) as least,
    max(amount) as most,
    count(*) filter (case when amount is null then is_broken or (value is not null and not parsers.blank(value, kind)) end) as unread,
  from parts
  group by all
),
compared as (
  select t.*, s.whole, s.unread
  from totals as t
  join summed as s using (source, source_file, source_sheet, source_row, name)
  where not parsers.blank(t.value, t.kind)
    and not coalesce(
      abs(t.said - s.whole) <= 0.01 * t.one
        or abs(t.said - s.near) <= 0.01 * t.one
        or (t.kind = 'integer' and (t.said = s.rows or (t.said = s.least and t.said = s.most))),
      false
    )
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  case
    when said is null then '合计' || parsers.quoted(value) || '读不出，无法核对'
    else '合计写的是' || parsers.quoted(value) || '，各行相加是 ' || parsers.plain(whole / one) || coalesce(' ' || unit, '')
  end || if(unread > 0, '（有 ' || unread || ' 格读不出，没有计入）', '') as problem,
  '核对合计与各行，看是否漏行、改过数或单位不一' as fix,
  'mark' as effect,
from compared
