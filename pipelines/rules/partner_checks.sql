-- title: 联合单位不合申报条件
-- subject: project
-- reads: checks, check_coverage
-- needs: limits.clean_years[申报单位], notice.issued_on
-- settle: 在单位核查表里补上联合单位的核查记录；名单已与联合单位也比对过的，在核查覆盖表里登记。
-- barred: 妨碍的核查
-- unsettled: 没有核查过或者不能判断的
-- 申报单位不得有的情形，联合单位有一项也不通过；有一项没有核查过的待核。没有联合单位的不涉及。通知写的是申报单位，联合单位作为提醒。
with accidents as (
  select distinct p.project_id, c.applicant_id as organisation_id,
  from lifecycle.judged_projects as p
  join lifecycle.participants as m on m.project_id = p.project_id and not m.is_lead
  join lifecycle.checks as c on c.applicant_id = m.organisation_id and c.item = '安全生产事故' and c.means = 'barred'
  join reference.limits as l on l.batch = p.batch and l.name = 'clean_years'
  where c.from_on between p.notice_on - to_years(l.at_most) and p.notice_on
),
answers as (
  select
    a.project_id,
    a.organisation_id,
    a.item,
    a.result,
    a.at_on,
    case
      when a.item = '安全生产事故' and x.organisation_id is not null then 'barred'
      when a.item = '安全生产事故' and a.state = 'barred' then 'unknown'
      when a.item = '严重失信' and a.state = 'cleared' then 'unknown'
      else a.state
    end as state,
  from lifecycle.check_answers as a
  left join accidents as x using (project_id, organisation_id)
  where a.asked_for = '联合'
),
judged as (
  select
    project_id,
    max(at_on) as at_on,
    list_sort(list(format('{} {} {}', organisation_id, item, coalesce(result, ''))) filter (state = 'barred')) as barred,
    list_sort(list(format('{} {}', organisation_id, item)) filter (state in ('unknown', 'unchecked'))) as unsettled,
  from answers
  group by project_id
)
select
  project_id as subject_id,
  case when len(barred) > 0 then 'fail' when len(unsettled) > 0 then 'review' else 'pass' end as verdict,
  case
    when len(barred) > 0 then format('联合单位 {}', array_to_string(barred[:5], '；'))
    when len(unsettled) > 0 then format('联合单位到 {} 没有核查或不能判断：{}{}', at_on, array_to_string(unsettled[:5], '；'), if(len(unsettled) > 5, format(' 等 {} 项', len(unsettled)), ''))
    else '联合单位各项核查都不妨碍'
  end as message,
  {barred: barred, unsettled: unsettled} as evidence,
from judged
