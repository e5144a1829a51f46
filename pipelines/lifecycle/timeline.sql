-- title: 流程时间线
-- grain: 一条流程记录一行，在其项目内按先后编号；此后又有撤回的记录不再作数 (is_void)
-- 同一时刻的记录按环节先后排。某日有记录只到日时，该项目当日各记录的钟点不足以定先后，也按环节排。
with events as (
  select
    e.project_id,
    e.stage as step,
    s.position,
    e.happened_at,
    e.happened_at::date as happened_on,
    e.has_time,
    e.result,
    e.level,
    e.reason,
    e.source_file,
    e.source_sheet,
    e.source_row,
  from validated.events as e
  join reference.steps as s on s.step = e.stage
),
days as (
  select *, bool_and(has_time) over (partition by project_id, happened_on) as is_timed_day,
  from events
),
numbered as (
  select
    *,
    row_number() over (
      partition by project_id
      order by happened_on, if(is_timed_day, 0, position), happened_at, position, source_file, source_sheet, source_row
    ) as seq,
  from days
)
select
  project_id,
  seq,
  step,
  happened_at,
  happened_on,
  has_time,
  result,
  level,
  reason,
  coalesce(seq < max(if(step = '撤回', seq, null)) over (partition by project_id), false) as is_void,
  source_file,
  source_sheet,
  source_row,
from numbered
