-- title: 被后交的文件取代的行
-- grain: 一行一行；只在能用的行之间比较：同一个键（没有键的，处处相同），文件名按自然顺序在后的为准
with standing as (
  select r.*, f.file_order
  from staging.rows as r
  join sources.files as f using (source, source_file, source_sheet)
  anti join resolved.rejected as j using (source, source_file, source_sheet, source_row)
),
latest as (
  select source, row_key, max(file_order) as file_order
  from standing
  group by source, row_key
)
select s.source, s.source_file, s.source_sheet, s.source_row
from standing as s
join latest as l using (source, row_key)
where s.file_order < l.file_order
