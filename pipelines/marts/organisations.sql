-- title: 申报单位与名额台账
-- grain: 一个单位一个年度一行，牵头和联合的都在内；往年在建未验收的项目占用其牵头和联合单位的年度名额
-- searched: organisation_id, organisation, group_name
-- rows: slots
-- organisation_id: 统一社会信用代码
-- organisation: 单位名称
-- year: 年度
-- batches: 批次
-- counted_on: 计数时点 — 本年度各批次截止日里占用最多的一日，项目数到那天，结转也以那天为准
-- city: 推荐市，牵头项目都在一市的
-- cities: 计入的项目所在的市，牵头和联合的都在内
-- has_two_types: 服务商与制造业企业都填过
-- own: 牵头，申报口径 (个, count) — 已提交、未撤回，截止时没有退回着的牵头项目
-- partner_in: 联合，申报口径 (个, count) — 已提交、未撤回，截止时没有退回着的联合项目
-- carried_over: 往年在建未验收 (个, count) — 通知写明要计入的往年批次里，揭榜而到计数时点尚无验收结论也未终止的项目，占用本年度名额；结转不结转，通知还没有录入的为空
-- freed: 往年在建未验收里，计数时点以后到截至日已有结论或终止的 (个, count)
-- used: 已用，申报口径 (个, count) = own + partner_in + carried_over
-- limit: 年度限额 (个) — 通知所定；两类单位类型都填过的，取较严的
-- is_in_principle: 原则上的限额
-- used_today: 今日已用，申报口径 (个, count) = used - freed
-- left: 剩余，申报口径 (个) = "limit" - used
-- own_listed: 牵头，入围口径 (个, count)
-- partner_in_listed: 联合，入围口径 (个, count)
-- used_listed: 已用，入围口径 (个, count) = own_listed + partner_in_listed + carried_over
-- left_listed: 剩余，入围口径 (个) = "limit" - used_listed
-- source_file: 限额的来源文件
-- source_sheet: 限额的来源工作表
-- source_row: 限额的来源行
-- 单位名称、类型看到该年度为止的牵头项目。申报口径数已提交且未撤回、截止时没有退回着的项目，入围口径数揭榜的项目；两类单位类型都填过的，按较严的限额，未提交、已撤回的不算填过。只作联合单位的，类型与限额未知。
with limits as (
  select b.year, l.applies_to as applicant_type, min(l.at_most) as at_most, bool_and(l.is_in_principle) as is_in_principle,
    any_value(l.source_file) as source_file, arg_min(l.source_row, l.at_most) as source_row,
  from reference.limits as l
  join reference.batches as b using (batch)
  where l.name = 'applicant_projects'
  group by b.year, l.applies_to
),
placed as (
  select
    c.organisation_id,
    c.year,
    c.counted_on,
    p.batch,
    p.city,
    p.year = c.year as is_of_year,
    count(*) filter (t.is_lead and t.in_declared and not t.is_carried_over and not t.is_later) as own,
    count(*) filter (not t.is_lead and t.in_declared and not t.is_carried_over and not t.is_later) as partner_in,
    bool_or(t.is_open) as is_open,
    count(*) filter (t.is_carried_over) as carried_over,
    count(*) filter (t.is_carried_over and t.today is not null) as freed,
    count(*) filter (t.is_lead and t.in_listed and not t.is_carried_over and not t.is_later) as own_listed,
    count(*) filter (not t.is_lead and t.in_listed and not t.is_carried_over and not t.is_later) as partner_in_listed,
  from lifecycle.counted_at as c
  left join lifecycle.places_taken as t using (organisation_id, year)
  left join lifecycle.participants as p on p.organisation_id = c.organisation_id and p.project_id = t.project_id
  group by all
),
counted as (
  select
    organisation_id,
    year,
    counted_on,
    array_to_string(list_sort(list_distinct(list(batch) filter (is_of_year and batch is not null))), '、') as batches,
    array_to_string(list_sort(list_distinct(list(city) filter (city is not null))), '、') as cities,
    sum(own)::integer as own,
    sum(partner_in)::integer as partner_in,
    if(bool_or(is_open), null, sum(carried_over)::integer) as carried_over,
    sum(freed)::integer as freed,
    sum(own_listed)::integer as own_listed,
    sum(partner_in_listed)::integer as partner_in_listed,
  from placed
  group by organisation_id, year, counted_on
),
years as (
  select year, string_agg(batch, '、' order by batch) as batches,
  from reference.batches
  group by year
),
led as (
  select c.organisation_id, c.year, p.batch, p.project_id, p.applicant, p.ownership, p.group_name, p.applicant_type, p.city,
    p.is_submitted or p.is_listed as is_counted,
  from lifecycle.counted_at as c
  join lifecycle.participants as p on p.organisation_id = c.organisation_id and p.year <= c.year
  where p.is_lead
),
-- 放不进内存的窗口写到磁盘，arg_max 只能放在内存里。
latest as (
  select
    organisation_id,
    year,
    first_value(applicant ignore nulls) over by_batch as organisation,
    first_value(ownership ignore nulls) over by_batch as ownership,
    first_value(group_name ignore nulls) over by_batch as group_name,
    first_value(applicant_type ignore nulls) over by_use as latest_type,
  from led
  window
    by_batch as (
      partition by organisation_id, year order by batch desc nulls first, project_id desc nulls first
      rows between unbounded preceding and unbounded following
    ),
    by_use as (
      partition by organisation_id, year order by is_counted desc nulls first, batch desc nulls first, project_id desc nulls first
      rows between unbounded preceding and unbounded following
    )
  qualify row_number() over (partition by organisation_id, year) = 1
),
typed as (
  select
    organisation_id,
    year,
    if(min(low) = max(high), min(low), null) as city,
    coalesce(list(applicant_type) filter (is_counted), list(applicant_type)) as types,
  from (
    select organisation_id, year, applicant_type, is_counted, min(city) as low, max(city) as high
    from led
    group by organisation_id, year, applicant_type, is_counted
  )
  group by organisation_id, year
),
leads as (
  from latest
  join typed using (organisation_id, year)
),
strictest as (
  select l.organisation_id, m.year, arg_min(m.applicant_type, m.at_most) as applicant_type, min(m.at_most) as at_most,
    arg_min(m.is_in_principle, m.at_most) as is_in_principle, any_value(m.source_file) as source_file,
    arg_min(m.source_row, m.at_most) as source_row,
  from leads as l
  join limits as m on m.year = l.year and list_contains(l.types, m.applicant_type)
  group by l.organisation_id, m.year
)
select
  c.organisation_id,
  l.organisation,
  c.year,
  coalesce(c.batches, y.batches) as batches,
  c.counted_on,
  l.city,
  coalesce(c.cities, l.city) as cities,
  coalesce(s.applicant_type, l.latest_type) as applicant_type,
  coalesce(list_contains(l.types, '服务商') and list_contains(l.types, '制造业企业'), false) as has_two_types,
  l.ownership,
  l.group_name,
  c.own,
  c.partner_in,
  c.carried_over,
  c.freed,
  c.own + c.partner_in + c.carried_over as used,
  c.own + c.partner_in + c.carried_over - c.freed as used_today,
  s.at_most as "limit",
  s.is_in_principle,
  s.at_most - (c.own + c.partner_in + c.carried_over) as "left",
  c.own_listed,
  c.partner_in_listed,
  c.own_listed + c.partner_in_listed + c.carried_over as used_listed,
  s.at_most - (c.own_listed + c.partner_in_listed + c.carried_over) as left_listed,
  s.source_file,
  if(s.source_file is null, null, '') as source_sheet,
  s.source_row,
from counted as c
join years as y using (year)
left join leads as l using (organisation_id, year)
left join strictest as s using (organisation_id, year)
order by c.organisation_id, c.year
