-- title: 每个文件读到的行数 = 导入 + 被取代 + 未导入 + 合计与说明 + 空行
-- left: 读到
-- right: 导入 + 被取代 + 未导入 + 合计与说明 + 空行
with counted as (
  select source_file, source_sheet, count(*) as loaded, 0 as superseded, 0 as rejected
  from validated.rows
  group by source_file, source_sheet
  union all
  select
    source_file,
    source_sheet,
    0 as loaded,
    count(*) filter (why = 'superseded') as superseded,
    count(*) filter (why = 'rejected') as rejected,
  from resolved.dropped
  group by source_file, source_sheet
  union all
  select source_file, source_sheet, 0 as loaded, 0 as superseded, count(*) as rejected
  from sources.set_aside
  where what = 'rejected'
  group by source_file, source_sheet
),
summed as (
  select source_file, source_sheet, sum(loaded) as loaded, sum(superseded) as superseded, sum(rejected) as rejected
  from counted
  group by source_file, source_sheet
)
select
  concat_ws(' · ', coalesce(f.source_file, s.source_file), nullif(coalesce(f.source_sheet, s.source_sheet), '')) as what,
  source_file,
  source_sheet,
  coalesce(f.read, 0) as left_side,
  coalesce(s.loaded, 0) + coalesce(s.superseded, 0) + coalesce(s.rejected, 0) + coalesce(f.totals, 0) + coalesce(f.blank, 0) as right_side,
from (from sources.files where status = 'read') as f
full join summed as s using (source_file, source_sheet)
order by f.file_order, what
