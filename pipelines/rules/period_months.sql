-- title: 实施期过长（按月）
-- subject: project
-- reads: applications
-- needs: limits.period_months[实施期]
-- settle: 补填响应内容起始日期和实施期止。
-- at_most_months: 上限 (个月)
-- 起止只写到月的，怎样补日都超过的不通过，补日才知道的待核。
select
  p.project_id as subject_id,
  case
    when p.period_start is null or p.period_end is null or l.at_most is null then 'review'
    when p.earliest_end > p.latest_start + to_months(l.at_most) then 'fail'
    when p.period_end > p.period_start + to_months(l.at_most) then 'review'
    else 'pass'
  end as verdict,
  if(p.is_carrier, 'info', null) as severity,
  case
    when p.period_start is null or p.period_end is null
      then format('实施期起止不全（{} 至 {}）', coalesce(p.period_start::varchar, '未知'), coalesce(p.period_end::varchar, '未知'))
    when l.at_most is null then format('实施期 {} 至 {}，通知的月数未知', p.period_start, p.period_end)
    when p.period_end > p.period_start + to_months(l.at_most) and p.earliest_end <= p.latest_start + to_months(l.at_most)
      then format('实施期 {} 至 {}，起止只写到月，不能判断是否超过 {} 个月', strftime(p.period_start, '%Y-%m'), strftime(p.period_end, '%Y-%m'), l.at_most)
    when p.period_end > p.period_start + to_months(l.at_most)
      then format('实施期 {} 至 {}，超过 {} 个月', p.period_start, p.period_end, l.at_most)
    else format('实施期 {} 至 {}，不超过 {} 个月', p.period_start, p.period_end, l.at_most)
  end as message,
  {period_start: p.period_start, period_end: p.period_end, at_most_months: l.at_most} as evidence,
from lifecycle.judged_projects as p
left join reference.limits as l on l.batch = p.batch and l.name = 'period_months'
