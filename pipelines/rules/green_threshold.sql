-- title: 绿色门槛不予支持
-- subject: project
-- reads: checks[绿色门槛], check_coverage[绿色门槛]
-- settle: 向生态环境部门核实，在单位核查表里补一行“绿色门槛”的结果。
-- tallied: checked_by
-- checked_by: 核查方式
-- result: 核查结果
-- checked_on: 核查日期
-- undated_result: 没有日期的核查结果
-- 看到时点为止最近一次绿色门槛核查；同日有几条的，以妨碍的为准；没有核查过的、另有妨碍而没有核查日期的待核。
select
  p.project_id as subject_id,
  case a.state when 'barred' then 'fail' when 'clear' then 'pass' else 'review' end as verdict,
  case
    when a.state = 'unchecked' then format('{} 到 {} 没有绿色门槛核查记录{}', p.applicant, a.at_on, coalesce('，' || a.later_on || ' 的核查在其后', ''))
    when a.checked_by = '名单比对' then format('{} 不在 {} 的名单上（{}）', p.applicant, a.checked_on, a.compared_with)
    when a.undated_result is not null and a.checked_on is not null
      then format('{} 的绿色门槛在 {} 核查为{}，另有一条“{}”没有核查日期，分不出先后', p.applicant, a.checked_on, a.result, a.undated_result)
    when a.state = 'unknown' then format('{} 的绿色门槛核查结果为“{}”，不能判断', p.applicant, a.result)
    else format('{} 的绿色门槛核查结果为{}', p.applicant, a.result)
  end as message,
  if(t.state in ('barred', 'clear') and t.state <> a.state, t.result, null) as today,
  {checked_by: a.checked_by, result: a.result, checked_on: a.checked_on, undated_result: a.undated_result} as evidence,
from lifecycle.judged_projects as p
join lifecycle.check_answers as a on a.project_id = p.project_id and a.item = '绿色门槛' and a.asked_for = '申报'
left join lifecycle.check_answers as t on t.project_id = p.project_id and t.item = '绿色门槛' and t.asked_for = '今日'
