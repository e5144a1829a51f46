-- title: 列入经营异常名录
-- subject: project
-- reads: checks[经营异常], check_coverage[经营异常]
-- settle: 查国家企业信用信息公示系统，在单位核查表里补一行“经营异常”：结果、列入和移出日期；名单已与全部申报单位比对的，在核查覆盖表里登记。
-- tallied: checked_by
-- checked_by: 核查方式
-- result: 核查结果
-- from_on: 发生或列入日期
-- until_on: 移出日期
-- cleared_on: 其后核查已不在名录的日期
-- compared_on: 名单比对日期
-- 时点仍在名录的不通过；其前已移出、后来核查已不在名录的通过，写明。这一事项到时点没有核查过的待核，核查过别的事项也一样。
select
  p.project_id as subject_id,
  case when a.state = 'barred' then 'fail' when a.state in ('clear', 'cleared') then 'pass' else 'review' end as verdict,
  case
    when a.state = 'unchecked' then format('{} 到 {} 没有经营异常核查记录{}', p.applicant, a.at_on, coalesce('，' || a.later_on || ' 的核查在其后', ''))
    when a.checked_by = '名单比对' then format('{} 不在 {} 的名单上（{}）', p.applicant, a.checked_on, a.compared_with)
    when a.state = 'barred' then format('{} 列入经营异常名录（{}），到 {} 未移出', p.applicant, coalesce(a.from_on::varchar, '日期未填、读不出或存疑'), a.at_on)
    when a.state = 'unknown' then format('{} 的经营异常核查为“{}”，不能判断', p.applicant, a.result)
    when a.state = 'cleared' and a.until_on is null and a.cleared_on is not null
      then format('{} 曾列入经营异常名录，到 {} 核查时已不在名录', p.applicant, a.cleared_on)
    when a.state = 'cleared' then format('{} 曾列入经营异常名录，已于{}移出', p.applicant, coalesce(a.until_on::varchar, '未知日期'))
    else format('{} 的经营异常核查为“{}”', p.applicant, a.result)
  end as message,
  case
    when a.state = 'barred' and t.state = 'cleared' then '已移出'
    when a.state <> 'barred' and t.state = 'barred' then '在名录'
  end as today,
  {
    checked_by: a.checked_by,
    result: a.result,
    from_on: a.from_on,
    until_on: if(a.until_on <= a.at_on, a.until_on, null),
    cleared_on: if(a.cleared_on <= a.at_on, a.cleared_on, null),
    compared_on: if(a.checked_by = '名单比对', a.checked_on, null)
  } as evidence,
from lifecycle.judged_projects as p
join lifecycle.check_answers as a on a.project_id = p.project_id and a.item = '经营异常' and a.asked_for = '申报'
left join lifecycle.check_answers as t on t.project_id = p.project_id and t.item = '经营异常' and t.asked_for = '今日'
