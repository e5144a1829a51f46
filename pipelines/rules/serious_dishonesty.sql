-- title: 严重失信
-- subject: project
-- reads: checks[严重失信]
-- needs: limits.clean_years[申报单位], notice.issued_on
-- settle: 查信用中国，在单位核查表里补一行“严重失信”：列入和移出日期；通知所定的几年之内移出的，由处室决定。
-- follows: as_of
-- result: 核查结果
-- from_on: 发生或列入日期
-- until_on: 移出日期
-- cleared_on: 其后核查已不在名单的日期
-- as_of: 截至日
-- 计算日仍在名单的不通过；通知所定的几年之内移出的、后来核查已不在名单的待核。没有任何核查记录的单位待核。
with checked as (
  select distinct applicant_id
  from lifecycle.checks
),
listings as (
  select
    p.project_id,
    c.result,
    c.from_on,
    c.until_on,
    c.cleared_on,
    case
      when c.means = 'clear' or c.from_on > p.as_of then 'pass'
      when c.means is null then 'review'
      when coalesce(c.until_on, c.cleared_on) < p.notice_on - to_years(l.at_most) then 'pass'
      when c.until_on <= p.as_of then 'review'
      when c.until_on is null and (c.means = 'removed' or c.cleared_on is not null) then 'review'
      else 'fail'
    end as verdict,
  from lifecycle.judged_projects as p
  join lifecycle.checks as c on c.applicant_id = p.applicant_id and c.item = '严重失信'
  left join reference.limits as l on l.batch = p.batch and l.name = 'clean_years'
),
worst as (
  select
    project_id,
    arg_min(verdict, list_position(['fail', 'review', 'pass'], verdict)) as verdict,
    arg_min({result: result, from_on: from_on, until_on: until_on, cleared_on: cleared_on}, (list_position(['fail', 'review', 'pass'], verdict), from_on, until_on, result)) as listing,
  from listings
  group by project_id
)
select
  p.project_id as subject_id,
  coalesce(w.verdict, if(k.applicant_id is null, 'review', 'pass')) as verdict,
  case
    when w.verdict is null and k.applicant_id is null then format('{} 没有核查记录', p.applicant)
    when w.verdict is null then format('{} 没有严重失信记录', p.applicant)
    when w.verdict = 'fail' then format('{} 列入严重失信名单（{}），到 {} 未移出', p.applicant, coalesce(listing.from_on::varchar, '日期未填'), p.as_of)
    when w.verdict = 'review' and listing.until_on is null and listing.cleared_on is not null
      then format('{} 曾列入严重失信名单（{}），到 {} 核查时已不在名单，移出日期未填，须人工判断', p.applicant, coalesce(listing.from_on::varchar, '日期未填'), listing.cleared_on)
    when w.verdict = 'review' then format('{} 的严重失信核查为“{}”（移出日期 {}），须人工判断', p.applicant, listing.result, coalesce(listing.until_on::varchar, '未填'))
    else format('{} 的严重失信核查为“{}”，不妨碍申报', p.applicant, listing.result)
  end as message,
  {result: listing.result, from_on: listing.from_on, until_on: listing.until_on, cleared_on: listing.cleared_on, as_of: p.as_of} as evidence,
from lifecycle.judged_projects as p
left join worst as w using (project_id)
left join checked as k using (applicant_id)
