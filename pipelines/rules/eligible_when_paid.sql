-- title: 下达时单位不合条件
-- subject: project
-- reads: checks[经营状态], checks[严重失信], checks[经营异常], checks[绿色门槛], subsidies
-- needs: thresholds.check_months
-- settle: 下达以前重新核查，在单位核查表里补上结果和日期。
-- allocated_on: 下达日期
-- barred: 妨碍的核查
-- unsettled: 没有近期核查或者不能判断的
-- 各批次都看，限有下达金额的，逐次下达地看：下达时已注销、吊销，在失信、异常名单上，或绿色门槛不予支持的，不通过；一项在下达前
-- 规定的几个月里没有核查过的，待核。几个月由口径定，通知没有写。
with answers as (
  select
    a.project_id,
    a.at_on,
    a.item,
    a.result,
    case
      when a.state = 'barred' then 'barred'
      when a.state in ('unknown', 'unchecked') then 'unsettled'
      when coalesce(a.last_on >= a.at_on - to_months(l.at_least::integer), false) then 'clear'
      else 'unsettled'
    end as state,
  from lifecycle.check_answers as a
  join validated.applications as p using (project_id)
  left join reference.thresholds as l on l.batch = p.batch and l.name = 'check_months'
  where a.asked_for = '下达'
),
each_time as (
  select
    project_id,
    at_on,
    list_sort(list(format('{} {}', item, result)) filter (state = 'barred')) as barred,
    list_sort(list(item) filter (state = 'unsettled')) as unsettled,
  from answers
  group by project_id, at_on
),
worst as (
  select project_id, arg_min({at_on: at_on, barred: barred, unsettled: unsettled}, (len(barred) = 0, len(unsettled) = 0, at_on)) as w,
  from each_time
  group by project_id
),
money as (
  select s.project_id, bool_or(s.allocated_on is null) as is_undated, min(s.allocated_on) filter (s.allocated_on > b.as_of) as later_on, any_value(b.as_of) as as_of,
  from known.subsidies as s
  join validated.applications as p using (project_id)
  join reference.batches as b using (batch)
  where s.subsidy_allocated > 0
  group by s.project_id
)
select
  m.project_id as subject_id,
  case when len(w.barred) > 0 then 'fail' when len(w.unsettled) > 0 or m.is_undated or m.later_on is not null or w is null then 'review' else 'pass' end as verdict,
  case
    when len(w.barred) > 0 then format('{} 下达时，{}', w.at_on, array_to_string(w.barred, '；'))
    when len(w.unsettled) > 0 then format('{} 下达前没有近期核查或不能判断：{}', w.at_on, array_to_string(w.unsettled, '、'))
    when m.later_on is not null then format('下达日期 {} 晚于截至日 {}，到那一天才能判断下达时单位的情况', m.later_on, m.as_of)
    when m.is_undated or w is null then '下达日期未填、读不出或存疑，不能判断下达时单位的情况'
    else format('{} 下达时各项核查都不妨碍', w.at_on)
  end as message,
  w.at_on as judged_on,
  {allocated_on: w.at_on, barred: w.barred, unsettled: w.unsettled} as evidence,
from money as m
join marts.projects as p using (project_id)
left join worst using (project_id)
