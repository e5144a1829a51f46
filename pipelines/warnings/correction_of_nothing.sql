-- title: 不知道更正的是哪一份
-- definition: 文件名说是更正、没有键的表，找不到它更正的文件：里面的行加到别的文件上，待核
with added as (
  select source_file, source, min(source_sheet) as source_sheet, min(source_row) as source_row,
  from resolved.standing
  where is_added and parsers.says_correction(source_file)
  group by source, source_file
)
select
  a.source,
  a.source_file,
  a.source_sheet,
  a.source_row,
  null as "column",
  null as value,
  '文件名说是更正，但没有找到它更正的是哪一份，里面的行是加上去的' as problem,
  '文件名写成原来的名字加“更正”，如 奖补资金表_2025_更正；原来的那一份没有交过就不用改' as fix,
  'mark' as effect,
from added as a
anti join resolved.corrections as c on c.source = a.source and c.by_file = a.source_file
anti join resolved.corrections as o on o.source = a.source and o.source_file = a.source_file
-- 一种表只有这一份的，没有别的可加。
semi join sources.files as f on f.source = a.source and f.source_file <> a.source_file and f.status = 'read'
