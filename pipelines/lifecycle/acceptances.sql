-- title: 验收的经过
-- grain: 有验收记录的项目一行，是最后一次结论；同一天的以后交的为准
-- first_result: 首次验收结论
-- first_concluded_on: 首次验收日期
-- rounds: 验收次数 (次, count)
with files as (
  select source_file, max(file_order) as file_order,
  from sources.files
  where source = 'acceptances'
  group by source_file
),
days as (
  select a.*, coalesce(f.file_order, 0) as file_order,
  from known.acceptances as a
  left join files as f using (source_file)
  qualify row_number() over (partition by project_id, concluded_on order by file_order desc, source_row desc) = 1
)
select
  * exclude (file_order),
  first_value(result) over rounds as first_result,
  first_value(concluded_on) over rounds as first_concluded_on,
  count(*) over (partition by project_id)::integer as rounds,
from days
window rounds as (partition by project_id order by concluded_on, file_order, source_row)
qualify row_number() over (partition by project_id order by concluded_on desc nulls last, file_order desc, source_row desc) = 1
