-- title: 响应内容早于通知
-- subject: project
-- reads: applications
-- needs: notice.issued_on
-- settle: 请单位说明响应内容从哪一天开始，更正响应内容起始日期。
-- notice_on: 通知印发日期
-- 公共服务载体不涉及；与通知同日的待核，只写到月、而通知在那个月里印发的也待核。
select
  project_id as subject_id,
  case when latest_start < notice_on then 'fail' when period_start > notice_on then 'pass' else 'review' end as verdict,
  case
    when period_start is null then '响应内容起始日期未填、读不出或存疑'
    when period_start < latest_start and period_start <= notice_on and latest_start >= notice_on
      then format('响应内容起始只写到月（{}），通知在这个月的 {} 下发，不能判断先后', strftime(period_start, '%Y-%m'), notice_on)
    when period_start < notice_on then format('响应内容起始于 {}，早于通知下发日期 {}', period_start, notice_on)
    when period_start = notice_on then format('响应内容起始于 {}，与通知下发同日', period_start)
    else format('响应内容起始于 {}，在通知下发日期 {} 之后', period_start, notice_on)
  end as message,
  {period_start: period_start, notice_on: notice_on} as evidence,
from lifecycle.judged_projects
where not is_carrier
