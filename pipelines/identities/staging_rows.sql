-- title: 读入的每一行在 staging 里恰有一行
with staged as (
  select source, source_file, source_sheet, count(*) as staged, count(distinct source_row) as distinct_rows
  from staging.rows
  group by source, source_file, source_sheet
),
landed as (
  select source, source_file, source_sheet, read - totals - blank - set_aside as landed
  from sources.files
  where status = 'read'
)
select source, source_file, source_sheet, coalesce(landed, 0) as landed, coalesce(staged, 0) as staged, coalesce(distinct_rows, 0) as distinct_rows
from landed
full join staged using (source, source_file, source_sheet)
where coalesce(landed, 0) <> coalesce(staged, 0) or coalesce(staged, 0) <> coalesce(distinct_rows, 0)
