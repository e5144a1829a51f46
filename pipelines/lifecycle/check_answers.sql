-- title: 核查的回答
-- grain: 要问的核查一问一行：到那个时点为止的记录怎么说，没有记录的看名单有没有整个比对过
-- passing: 各条规则的核查结果里写着依据
-- state: barred 妨碍，cleared 曾列入而那时已不在，clear 不妨碍，unknown 认不得、没有日期或者分不出先后，unchecked 没有核查过
-- checked_by: 有逐个的记录，或者名单整个比对过
-- checked_on: 据以判断的核查日期；later_on: 时点之后第一次核查的日期，不作数
-- 有发生、列入日期的，看那一天而不看哪一天查的；没有的看核查日期。经营状态和绿色门槛看最近一次，同日有几条的以妨碍的为准，另有妨碍
-- 而没有日期的分不出先后。名单一类的，在名单上的先于认不得的，认不得的先于已不在的。
with asked as (
  select distinct organisation_id, item, at_on
  from lifecycle.check_questions
),
met as (
  select
    q.organisation_id,
    q.item,
    q.at_on,
    c.result,
    c.from_on,
    c.until_on,
    c.cleared_on,
    c.checked_on,
    coalesce(c.from_on, c.checked_on) > q.at_on as is_later,
    case
      when c.means is null then 'unknown'
      when c.means = 'clear' then if(coalesce(c.checked_on, c.from_on) is null, 'undated', 'clear')
      when c.from_on is null and c.checked_on is null and c.until_on is null then 'undated barred'
      when c.item in ('经营异常', '严重失信') and (c.until_on <= q.at_on or c.cleared_on <= q.at_on) then 'cleared'
      when c.means = 'removed' and c.until_on is null then if(coalesce(c.checked_on <= q.at_on, false), 'cleared', 'unknown')
      else 'barred'
    end as state,
    q.item in ('经营状态', '绿色门槛') as is_of_day,
  from asked as q
  join lifecycle.checks as c on c.applicant_id = q.organisation_id and c.item = q.item
),
counted as (
  select
    *,
    case
      when is_of_day and state in ('undated', 'undated barred') then 4
      when state = 'barred' then 0
      when state in ('undated barred', 'unknown') then 1
      when state = 'cleared' then 2
      when state = 'clear' then 3
      else 4
    end as place,
    if(is_of_day, coalesce(checked_on, from_on), null) as day,
  from met
  where not coalesce(is_later, false)
    -- 没有妨碍的，查在时点之后的不作数：不知道那时怎样
    and not coalesce(state = 'clear' and checked_on > at_on, false)
),
latest as (
  select
    organisation_id,
    item,
    at_on,
    arg_min(
      {result: result, from_on: from_on, until_on: until_on, cleared_on: cleared_on, checked_on: checked_on, state: state},
      (day is null and is_of_day, -coalesce(epoch(day), 0), place, from_on, until_on, result)
    ) as said,
    max(checked_on) filter (checked_on <= at_on) as checked_on,
    min(result) filter (is_of_day and state = 'undated barred') as undated_result,
  from counted
  group by organisation_id, item, at_on
),
later as (
  select organisation_id, item, at_on, min(checked_on) as later_on,
  from met
  where checked_on > at_on
  group by organisation_id, item, at_on
),
-- 名单比对过没有，一个批次一个市一样，不必一个项目一个项目地算。
coverage as (
  select
    q.batch,
    q.city,
    q.is_lead,
    q.item,
    q.at_on,
    max(v.compared_on) as compared_on,
    arg_max(v.origin, v.compared_on) as origin,
    arg_max({file: v.source_file, sheet: v.source_sheet, "row": v.source_row}, v.compared_on) as place,
  from (select distinct batch, city, is_lead, item, at_on from lifecycle.check_questions) as q
  join known.check_coverage as v
    on v.batch = q.batch
    and v.item = q.item
    and coalesce(v.city = q.city, true)
    and (q.is_lead or v.among = '全部申报单位和联合单位')
    and v.compared_on <= q.at_on
  group by all
)
select
  q.asked_for,
  q.project_id,
  q.organisation_id,
  q.is_lead,
  q.item,
  q.at_on,
  case
    when l.said is null or (l.said.state = 'undated' and v.compared_on is not null) then if(v.compared_on is null, 'unchecked', 'clear')
    when l.undated_result is not null and l.said.state = 'clear' then 'unknown'
    when l.said.state in ('undated', 'undated barred') then 'unknown'
    else l.said.state
  end as state,
  case
    when v.compared_on is not null and coalesce(l.said.state = 'undated', true) then '名单比对'
    when l.said is not null then '逐个核查'
  end as checked_by,
  l.said.result as result,
  l.said.from_on as from_on,
  l.said.until_on as until_on,
  l.said.cleared_on as cleared_on,
  if(l.said is null, v.compared_on, coalesce(l.said.checked_on, l.checked_on)) as checked_on,
  -- 最近一次有记录或者比对过的那天
  greatest(l.checked_on, v.compared_on) as last_on,
  l.undated_result,
  if(l.said is null, v.origin, null) as compared_with,
  if(l.said is null, v.place, null) as compared_at,
  t.later_on,
from lifecycle.check_questions as q
left join latest as l using (organisation_id, item, at_on)
left join later as t using (organisation_id, item, at_on)
left join coverage as v
  on v.batch = q.batch and v.city is not distinct from q.city and v.is_lead = q.is_lead and v.at_on = q.at_on
  and v.item = if(q.organisation_id is null, null, q.item)
