-- title: 各数要说明的
-- grain: 一行来源、一个存疑的金额一行：日期晚于截至日、还没有到的，不计入各数；很可能填错单位的金额，照所写计入
-- kind: 哪一种 — not_yet：还没有到；doubted：金额存疑
-- source: 来源
-- source_title: 来源表
-- is_whole: 整行还没有到 — 否则只是其中几格
-- found_on: 晚于截至日的日期，最早的一个
-- said: 存疑的那一格
with dated as (
  select project_id, 'events' as source, [happened_at::date] as days, happened_at::date as begins_on, source_file, source_sheet, source_row
  from validated.events
  union all
  select project_id, 'reviews', [reviewed_on], reviewed_on, source_file, source_sheet, source_row
  from validated.reviews
  union all
  select project_id, 'acceptances', [applied_on, concluded_on, published_on], coalesce(applied_on, concluded_on), source_file, source_sheet, source_row
  from validated.acceptances
  union all
  select project_id, 'subsidies', [allocated_on, paid_on], coalesce(allocated_on, paid_on), source_file, source_sheet, source_row
  from validated.subsidies
  where subsidy_recovered is null or subsidy_recovered = 0
),
later as (
  select
    d.project_id,
    'not_yet' as kind,
    d.source,
    coalesce(d.begins_on > l.as_of, false) as is_whole,
    list_min(list_filter(d.days, lambda day: day > l.as_of)) as found_on,
    null::varchar as said,
    d.source_file,
    d.source_sheet,
    d.source_row,
  from dated as d
  cross join loads.load as l
),
amounts as (
  select project_id, 'applications' as source, source_file, source_sheet, source_row
  from validated.applications
  union all
  select project_id, 'acceptances', source_file, source_sheet, source_row
  from validated.acceptances
  union all
  select project_id, 'subsidies', source_file, source_sheet, source_row
  from validated.subsidies
),
doubts as (
  select source, source_file, source_sheet, source_row, "column", value
  from checks.defects
  where "check" = 'large_money'
  union
  select source, source_file, source_sheet, source_row, "column", value
  from warnings.defects
  where "check" = 'odd_magnitude'
),
doubted as (
  select
    a.project_id,
    'doubted' as kind,
    a.source,
    false as is_whole,
    null::date as found_on,
    d."column" || ' ' || d.value as said,
    a.source_file,
    a.source_sheet,
    a.source_row,
  from amounts as a
  join doubts as d using (source, source_file, source_sheet, source_row)
)
select
  c.project_id,
  p.project_name,
  d.* exclude (project_id),
  c.kind,
  c.source,
  s.source_title,
  c.is_whole,
  c.found_on,
  c.said,
  c.source_file,
  c.source_sheet,
  c.source_row,
from (
  from later
  where found_on is not null
  union all by name
  from doubted
) as c
join validated.applications as p using (project_id)
join lifecycle.dimensions as d using (project_id)
join (select distinct source, source_title from sources.contracts) as s using (source)
order by c.project_id, c.kind, c.source_file, c.source_row
