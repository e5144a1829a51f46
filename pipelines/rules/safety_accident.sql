-- title: 近年有较大以上安全生产事故
-- subject: project
-- reads: checks[安全生产事故], check_coverage[安全生产事故]
-- needs: limits.clean_years[申报单位], notice.issued_on
-- settle: 向应急管理部门核实，在单位核查表里补一行“安全生产事故”：等级和日期；名单已与全部申报单位比对的，在核查覆盖表里登记。
-- tallied: checked_by
-- checked_by: 核查方式
-- result: 核查结果
-- from_on: 发生或列入日期
-- notice_on: 通知印发日期
-- compared_on: 名单比对日期
-- 近几年由通知定，从通知印发之日往前数，首日算在内；印发之后发生的待核。这一事项到时点没有核查过的待核，核查过别的事项也一样。
with accidents as (
  select
    p.project_id,
    c.result,
    c.from_on,
    l.at_most,
    case
      when c.means = 'clear' then 'pass'
      when c.from_on < p.notice_on - to_years(l.at_most) then 'pass'
      when c.means is null or c.from_on is null or c.from_on > p.notice_on or l.at_most is null or p.notice_on is null then 'review'
      else 'fail'
    end as verdict,
  from lifecycle.judged_projects as p
  join lifecycle.checks as c on c.applicant_id = p.applicant_id and c.item = '安全生产事故'
  left join reference.limits as l on l.batch = p.batch and l.name = 'clean_years'
  where coalesce(c.from_on <= p.as_of, true)
),
worst as (
  select
    project_id,
    arg_min({verdict: verdict, result: result, from_on: from_on, years: at_most}, (list_position(['fail', 'review', 'pass'], verdict), from_on, result)) as w,
  from accidents
  group by project_id
),
judged as (
  select
    p.project_id,
    p.applicant,
    p.notice_on,
    a.at_on,
    a.later_on,
    a.checked_by,
    a.checked_on,
    a.compared_with,
    w.result,
    w.from_on,
    w.years,
    case
      when w.verdict = 'fail' then 'accident'
      when w.verdict = 'review' and w.from_on is null then 'undated'
      when w.verdict = 'review' then 'doubtful'
      when a.state = 'unchecked' then 'unchecked'
      when a.state = 'unknown' and a.checked_on is null then 'undated'
      else 'none'
    end as finding,
  from lifecycle.judged_projects as p
  join lifecycle.check_answers as a on a.project_id = p.project_id and a.item = '安全生产事故' and a.asked_for = '申报'
  left join worst on worst.project_id = p.project_id
)
select
  project_id as subject_id,
  case finding when 'accident' then 'fail' when 'none' then 'pass' else 'review' end as verdict,
  case
    when finding = 'accident' then format('{} 发生安全生产事故（{}），在 {} 之前{}年之内', from_on, result, notice_on, '一二三四五六七八九十'[years])
    when finding = 'undated' then format('{} 的安全生产事故“{}”没有日期', applicant, result)
    when finding = 'doubtful' then format('{} 的安全生产事故“{}”须人工判断', from_on, result)
    when finding = 'unchecked' then format('{} 到 {} 没有安全生产事故核查记录{}', applicant, at_on, coalesce('，' || later_on || ' 的核查在其后', ''))
    when checked_by = '名单比对' and result is null then format('{} 不在 {} 的名单上（{}）', applicant, checked_on, compared_with)
    else format('{} 的安全生产事故核查为“{}”，不妨碍申报', applicant, result)
  end as message,
  {checked_by: checked_by, result: result, from_on: from_on, notice_on: notice_on, compared_on: if(checked_by = '名单比对', checked_on, null)} as evidence,
from judged
