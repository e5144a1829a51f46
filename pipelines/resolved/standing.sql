-- title: 能用的行
-- grain: 一行一行；later 越大越在后：文件名的自然顺序，更正的文件排在它更正的文件后面；is_added 是没有键的表
-- passing: 只有后面几步比较用；每一行的键在 staging.rows 里
with corrected as (
  select c.source, c.by_file as source_file, max(f.file_order) as file_order,
  from resolved.corrections as c
  join sources.files as f using (source, source_file)
  group by c.source, c.by_file
),
placed as (
  select f.source, f.source_file, f.source_sheet, greatest(f.file_order, coalesce(c.file_order + 0.5, 0)) as later,
  from sources.files as f
  left join corrected as c using (source, source_file)
),
tables as (
  select source, not bool_or(is_key) as is_added,
  from sources.contracts
  group by source
)
select r.*, p.later, t.is_added,
from staging.rows as r
join placed as p using (source, source_file, source_sheet)
join tables as t using (source)
anti join resolved.rejected using (source, source_file, source_sheet, source_row)
