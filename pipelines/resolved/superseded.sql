-- title: 被后交的文件取代的行
-- grain: 一行一行；by_ 是取代它的行，整份更正而新的一份里没有对应的行时只有 by_file；reason 是为什么
-- 只在能用的行之间比较，文件在后的为准。一个文件里的行不互相取代。
with replaced as (
  select s.*, c.by_file
  from resolved.standing as s
  join resolved.corrections as c using (source, source_file)
  where s.is_added
),
whole as (
  select
    r.source,
    r.source_file,
    r.source_sheet,
    r.source_row,
    {'file': r.by_file, 'sheet': n.source_sheet, 'row': n.source_row} as by_row,
    1 as rank,
    '更正的文件取代整份' as reason,
  from replaced as r
  left join resolved.standing as n
    on n.source = r.source and n.source_file = r.by_file and n.natural_key = r.natural_key
),
kept as (
  from resolved.standing
  anti join replaced using (source, source_file)
),
-- 先只比键的散列：全省的行几乎没有一个键在几个文件里，不必把上百万个长的键都拿在手里比。
shared as (
  select source, rank, hashed
  from (
    select source, 2 as rank, hash(row_key) as hashed, later
    from kept
    where row_key is not null
    union all
    select source, 3 as rank, hash(natural_key) as hashed, later
    from kept
    where natural_key is not null
  )
  group by source, rank, hashed
  having min(later) < max(later)
),
keys as (
  select *, row_key as same, 2 as rank, if(is_added, '后交的文件里有处处相同的行', '后交的文件里有同一个键的行') as reason,
  from kept as k
  semi join shared as s on s.rank = 2 and s.source = k.source and s.hashed = hash(k.row_key)
  where k.row_key is not null
  union all
  select *, natural_key as same, 3 as rank, '后交的文件里有同一行，以那一行为准' as reason,
  from kept as k
  semi join shared as s on s.rank = 3 and s.source = k.source and s.hashed = hash(k.natural_key)
  where k.natural_key is not null
),
contested as (
  select source, rank, same
  from keys
  group by source, rank, same
  having min(later) < max(later)
),
latest as (
  select
    source,
    rank,
    same,
    max(later) as later,
    arg_max({'file': source_file, 'sheet': source_sheet, 'row': source_row}, (later, -source_row)) as by_row,
  from keys
  semi join contested using (source, rank, same)
  group by source, rank, same
),
by_key as (
  select k.source, k.source_file, k.source_sheet, k.source_row, l.by_row, k.rank, k.reason,
  from keys as k
  join latest as l using (source, rank, same)
  where k.later < l.later
),
settled as (
  select
    p.source,
    p.source_file,
    p.source_sheet,
    p.source_row,
    {'file': s.source_file, 'sheet': s.source_sheet, 'row': s.source_row} as by_row,
    4 as rank,
    '后交的文件里这一行已经补齐' as reason,
  from kept as p
  join kept as s on s.source = p.source and s.pending_key = p.pending_key and s.natural_key is not null and s.later > p.later
  where p.is_pending
),
found as (
  from whole
  union all
  from by_key
  union all
  from settled
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  arg_min(by_row, (rank, by_row)).file as by_file,
  arg_min(by_row, (rank, by_row)).sheet as by_sheet,
  arg_min(by_row, (rank, by_row))."row" as by_row,
  arg_min(reason, (rank, by_row)) as reason,
from found
group by source, source_file, source_sheet, source_row
