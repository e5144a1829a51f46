-- title: 列入经营异常名录
-- subject: project
-- reads: checks[经营异常]
-- settle: 查国家企业信用信息公示系统，在单位核查表里补一行“经营异常”：结果、列入和移出日期。
-- follows: as_of
-- result: 核查结果
-- from_on: 发生或列入日期
-- until_on: 移出日期
-- cleared_on: 其后核查已不在名录的日期
-- as_of: 截至日
-- 计算日仍在名录的不通过；已移出的、后来核查已不在名录的通过，写明。没有任何核查记录的单位待核。
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
      when c.means = 'clear' or c.from_on > p.as_of or c.until_on <= p.as_of then 'pass'
      when c.means is null then 'review'
      when c.until_on is null and (c.means = 'removed' or c.cleared_on is not null) then 'pass'
      else 'fail'
    end as verdict,
    coalesce(c.until_on <= p.as_of, c.means = 'removed' or c.cleared_on is not null, false) as is_removed,
  from lifecycle.judged_projects as p
  join lifecycle.checks as c on c.applicant_id = p.applicant_id and c.item = '经营异常'
),
worst as (
  select
    project_id,
    arg_min(verdict, list_position(['fail', 'review', 'pass'], verdict)) as verdict,
    arg_min(
      {result: result, from_on: from_on, until_on: until_on, cleared_on: cleared_on, is_removed: is_removed},
      (list_position(['fail', 'review', 'pass'], verdict), not is_removed, from_on, until_on, result)
    ) as listing,
  from listings
  group by project_id
)
select
  p.project_id as subject_id,
  coalesce(w.verdict, if(k.applicant_id is null, 'review', 'pass')) as verdict,
  case
    when w.verdict is null and k.applicant_id is null then format('{} 没有核查记录', p.applicant)
    when w.verdict is null then format('{} 没有经营异常记录', p.applicant)
    when w.verdict = 'fail' then format('{} 列入经营异常名录（{}），到 {} 未移出', p.applicant, coalesce(listing.from_on::varchar, '日期未填'), p.as_of)
    when w.verdict = 'review' then format('{} 的经营异常核查为“{}”，不能判断', p.applicant, listing.result)
    when listing.is_removed and listing.until_on is null and listing.cleared_on is not null
      then format('{} 曾列入经营异常名录，到 {} 核查时已不在名录', p.applicant, listing.cleared_on)
    when listing.is_removed then format('{} 曾列入经营异常名录，已于{}移出', p.applicant, coalesce(listing.until_on::varchar, '未填之日'))
    else format('{} 的经营异常核查为“{}”', p.applicant, listing.result)
  end as message,
  {result: listing.result, from_on: listing.from_on, until_on: listing.until_on, cleared_on: listing.cleared_on, as_of: p.as_of} as evidence,
from lifecycle.judged_projects as p
left join worst as w using (project_id)
left join checked as k using (applicant_id)
