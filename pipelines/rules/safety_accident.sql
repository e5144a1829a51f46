-- title: 近年有较大以上安全生产事故
-- subject: project
-- reads: checks[安全生产事故]
-- needs: limits.clean_years[申报单位], notice.issued_on
-- settle: 向应急管理部门核实，在单位核查表里补一行“安全生产事故”：等级和日期。
-- result: 核查结果
-- from_on: 发生或列入日期
-- notice_on: 通知印发日期
-- 近几年由通知定，从通知印发之日往前数，首日算在内；印发之后发生的待核。没有任何核查记录的单位待核，有核查记录而无事故的通过。
with checked as (
  select distinct applicant_id
  from lifecycle.checks
),
accidents as (
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
),
worst as (
  select
    project_id,
    arg_min({verdict: verdict, result: result, from_on: from_on, years: at_most}, (list_position(['fail', 'review', 'pass'], verdict), from_on, result)) as w,
  from accidents
  group by project_id
)
select
  p.project_id as subject_id,
  coalesce(w.verdict, if(k.applicant_id is null, 'review', 'pass')) as verdict,
  case
    when w.verdict is null and k.applicant_id is null then format('{} 没有核查记录', p.applicant)
    when w.verdict is null then format('{} 没有安全生产事故记录', p.applicant)
    when w.verdict = 'fail' then format('{} 发生安全生产事故（{}），在 {} 之前{}年之内', w.from_on, w.result, p.notice_on, '一二三四五六七八九十'[w.years])
    when w.from_on is null and w.verdict = 'review' then format('{} 的安全生产事故“{}”没有日期', p.applicant, w.result)
    when w.verdict = 'review' then format('{} 的安全生产事故“{}”须人工判断', w.from_on, w.result)
    else format('{} 的安全生产事故核查为“{}”，不妨碍申报', p.applicant, w.result)
  end as message,
  {result: w.result, from_on: w.from_on, notice_on: p.notice_on} as evidence,
from lifecycle.judged_projects as p
left join worst using (project_id)
left join checked as k using (applicant_id)
