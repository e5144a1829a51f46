-- title: 实施期止过晚
-- subject: project
-- reads: applications
-- needs: batches.period_end_by
-- settle: 补填实施期止。
-- period_end_by: 最晚日期
-- 最后一日当日不算超过；只写到月、而最后一日在那个月中间的待核。
select
  project_id as subject_id,
  case when period_end is null or period_end_by is null then 'review' when earliest_end > period_end_by then 'fail' when period_end > period_end_by then 'review' else 'pass' end as verdict,
  case
    when period_end is null then '实施期止未填、读不出或存疑'
    when period_end_by is null then format('实施期止 {}，通知的最晚日期未知', period_end)
    when earliest_end <= period_end_by and period_end > period_end_by then format('实施期止只写到月（{}），不能判断是否超过 {}', strftime(period_end, '%Y-%m'), period_end_by)
    when period_end > period_end_by then format('实施期止 {}，超过 {}', period_end, period_end_by)
    else format('实施期止 {}，不超过 {}', period_end, period_end_by)
  end as message,
  {period_end: period_end, period_end_by: period_end_by} as evidence,
from lifecycle.judged_projects
