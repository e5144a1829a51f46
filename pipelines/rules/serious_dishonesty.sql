-- title: 严重失信
-- subject: project
-- reads: checks[严重失信], check_coverage[严重失信]
-- needs: limits.clean_years[申报单位], notice.issued_on
-- settle: 查信用中国，在单位核查表里补一行“严重失信”：列入和移出日期；名单已与全部申报单位比对的，在核查覆盖表里登记；通知所定的几年之内移出的、公示到公布之间列入的，由处室决定。
-- tallied: checked_by
-- checked_by: 核查方式
-- result: 核查结果
-- from_on: 发生或列入日期
-- until_on: 移出日期
-- cleared_on: 其后核查已不在名单的日期
-- compared_on: 名单比对日期
-- 时点仍在名单的不通过；通知所定的几年之内移出的、后来核查已不在名单的、公示到公布之间列入的待核。这一事项到时点没有核查过的待核，核查过别的事项也一样。
with shown as (
  select p.project_id, min(c.from_on) as listed_on,
  from lifecycle.judged_projects as p
  join lifecycle.project_moments as m using (project_id)
  join lifecycle.checks as c on c.applicant_id = p.applicant_id and c.item = '严重失信'
  where c.means = 'barred' and c.from_on between m.days['publicised'] and coalesce(m.days['published'], p.as_of)
  group by p.project_id
),
judged as (
  select
    p.project_id,
    p.applicant,
    a.* exclude (project_id),
    s.listed_on,
    case
      when a.state = 'barred' then 'listed'
      when a.state = 'cleared' and coalesce(coalesce(a.until_on, a.cleared_on) < p.notice_on - to_years(l.at_most), false) then 'long ago'
      when a.state = 'cleared' then 'cleared'
      when s.listed_on is not null then 'listed when shown'
      else a.state
    end as finding,
    case
      when a.state = 'barred' and t.state = 'cleared' then '已移出'
      when a.state <> 'barred' and t.state = 'barred' then '在名单'
    end as today,
  from lifecycle.judged_projects as p
  join lifecycle.check_answers as a on a.project_id = p.project_id and a.item = '严重失信' and a.asked_for = '申报'
  left join lifecycle.check_answers as t on t.project_id = p.project_id and t.item = '严重失信' and t.asked_for = '今日'
  left join reference.limits as l on l.batch = p.batch and l.name = 'clean_years'
  left join shown as s on s.project_id = p.project_id
)
select
  project_id as subject_id,
  case when finding = 'listed' then 'fail' when finding in ('clear', 'long ago') then 'pass' else 'review' end as verdict,
  case
    when finding = 'listed' then format('{} 列入严重失信名单（{}），到 {} 未移出', applicant, coalesce(from_on::varchar, '日期未填、读不出或存疑'), at_on)
    when finding = 'cleared' and until_on is null and cleared_on is not null
      then format('{} 曾列入严重失信名单（{}），到 {} 核查时已不在名单，移出日期未填、读不出或存疑，须人工判断', applicant, coalesce(from_on::varchar, '日期未填、读不出或存疑'), cleared_on)
    when finding = 'listed when shown' then format('{} 于 {} 列入严重失信名单，在公示和公布之间，须人工判断', applicant, listed_on)
    when finding = 'unchecked' then format('{} 到 {} 没有严重失信核查记录{}', applicant, at_on, coalesce('，' || later_on || ' 的核查在其后', ''))
    when checked_by = '名单比对' then format('{} 不在 {} 的名单上（{}）', applicant, checked_on, compared_with)
    when finding = 'clear' or finding = 'long ago' then format('{} 的严重失信核查为“{}”，不妨碍申报', applicant, result)
    else format('{} 的严重失信核查为“{}”（移出日期 {}），须人工判断', applicant, result, coalesce(until_on::varchar, '未知'))
  end as message,
  today,
  {
    checked_by: checked_by,
    result: result,
    from_on: coalesce(from_on, listed_on),
    until_on: if(until_on <= at_on, until_on, null),
    cleared_on: if(cleared_on <= at_on, cleared_on, null),
    compared_on: if(checked_by = '名单比对', checked_on, null)
  } as evidence,
from judged
