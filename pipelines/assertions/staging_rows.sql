-- title: 读入的每一行恰好成为一行数据
-- left: 读入
-- right: 成为数据的
-- landed: true
with staged as (
  select source, source_file, source_sheet, count(*) as staged, count(distinct source_row) as distinct_rows
  from staging.rows
  group by source, source_file, source_sheet
),
landed as (
  select source, source_file, source_sheet, read - totals - blank - set_aside as landed
  from sources.files
  where status = 'read'
),
files as (
  select
    source_file,
    source_sheet,
    concat_ws(' · ', source_file, nullif(source_sheet, '')) as file,
    coalesce(landed, 0) as landed,
    coalesce(staged, 0) as staged,
    coalesce(distinct_rows, 0) as distinct_rows,
  from landed
  full join staged using (source, source_file, source_sheet)
)
select file as what, source_file, source_sheet, landed as left_side, staged as right_side,
from files
union all
select concat(file, '（不重复的行）'), source_file, source_sheet, landed, distinct_rows,
from files
order by what
