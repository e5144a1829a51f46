-- title: 流程时间线
-- grain: 一条流程记录一行，在其项目内按先后编号；此后又有撤回的记录不再作数 (is_void)
-- passing: 主题表“流程记录”里有
-- 同一时刻的记录按环节先后排。某日有记录只到日时，该项目当日各记录的钟点不足以定先后，也按环节排；但前一日提交仍在、当日又有提交
-- 的，当日的退回、撤回排在前面：退回、撤回之后才会再提交；市推荐仍在、当日又有市推荐的，省退回也是。
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
  from known.events as e
  join validated.applications as p using (project_id)
  join reference.steps as s on s.batch = p.batch and s.step = e.stage
),
days as (
  select
    *,
    bool_and(has_time) over that_day as is_timed_day,
    count(*) filter (step = '提交') over that_day > 0
      and coalesce(max(happened_at) filter (step = '提交') over before
        >= coalesce(max(happened_at) filter (step in ('退回', '撤回')) over before, '-infinity'::timestamp), false) as is_submitted_again,
    count(*) filter (step = '市推荐') over that_day > 0
      and coalesce(max(happened_at) filter (step = '市推荐') over before
        >= coalesce(max(happened_at) filter (step in ('退回', '撤回', '省退回')) over before, '-infinity'::timestamp), false) as is_recommended_again,
  from events
  window
    that_day as (partition by project_id, happened_on),
    before as (partition by project_id order by happened_on range between unbounded preceding and interval 1 day preceding)
),
placed as (
  select
    *,
    case
      when step in ('退回', '撤回') and is_submitted_again then 0
      when step = '省退回' and is_recommended_again then 0
      else position
    end as place,
  from days
),
numbered as (
  select
    *,
    row_number() over (
      partition by project_id
      order by happened_on, if(is_timed_day, 0, place), happened_at, place, source_file, source_sheet, source_row
    ) as seq,
  from placed
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
