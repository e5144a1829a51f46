-- title: 变更前后是同一个代码
-- definition: 更名、迁移、改制，代码可以不变；合并、分立、换码的，前后应是两个代码，写成一个就不知道谁承继谁，照收，待核
select
  'organisation_changes' as source,
  n.source_file,
  n.source_sheet,
  n.source_row,
  n.header as "column",
  n.value,
  parsers.quoted(k.value) || '写的新代码与原代码相同' as problem,
  '填承继以后的代码；代码没有变的，变更类型改成更名、迁移或改制' as fix,
  'mark' as effect,
from sources.cells as n
join sources.cells as o using (source, source_file, source_sheet, source_row)
join sources.cells as k using (source, source_file, source_sheet, source_row)
where n.source = 'organisation_changes' and n.name = 'new_id' and o.name = 'old_id' and k.name = 'kind'
  and parsers.code(n.value) = parsers.code(o.value)
  and parsers.choice(k.value, k.source, k.name) in ('合并', '分立', '换码')
