-- title: 下达一年以上没有拨付
-- subject: project
-- reads: subsidies
-- needs: thresholds.idle_months
-- settle: 在奖补资金表里补填下达日期、拨付金额。
-- idle: 没有拨付的金额 (元, yuan)
-- idle_months: 多久算久未拨付 (月)
-- 各批次都看，限有下达金额的；收回的不算没有拨付。满一年的那天不算。
with money as (
  select
    p.project_id,
    p.as_of,
    t.at_least::integer as idle_months,
    sum(s.subsidy_allocated) as allocated,
    coalesce(sum(s.subsidy_paid), 0) as paid,
    sum(s.subsidy_recovered) as subsidy_recovered,
    coalesce(sum(s.subsidy_recovered), 0) as recovered,
    sum(s.subsidy_paid) as subsidy_paid,
    coalesce(sum(s.subsidy_allocated) filter (s.allocated_on + to_months(t.at_least::integer) < p.as_of), 0) as allocated_long,
    min(s.allocated_on) filter (s.subsidy_allocated > 0) as allocated_on,
    coalesce(bool_or(s.subsidy_allocated > 0 and s.allocated_on is null), false) as is_undated,
    coalesce(bool_or((s.subsidy_paid is null and (s.paid_on is not null or s.is_payment_unread)) or s.is_recovery_unread), false) as is_unstated,
  from lifecycle.followed_projects as p
  join known.subsidies as s using (project_id)
  left join reference.thresholds as t on t.batch = p.batch and t.name = 'idle_months'
  group by all
  having sum(s.subsidy_allocated) > 0
),
judged as (
  select
    *,
    greatest(allocated_long - paid - recovered, 0) as idle,
    case
      when allocated_long - paid - recovered > 0 then if(is_unstated, 'unknown', 'idle')
      when allocated - paid - recovered > 0 and (is_undated or is_unstated) then 'unknown'
      else 'moved'
    end as finding,
  from money
)
select
  project_id as subject_id,
  case finding when 'idle' then 'fail' when 'unknown' then 'review' else 'pass' end as verdict,
  case finding
    when 'idle' then format('{} 起下达，到 {} 还有 {:,.2f} 万元没有拨付', allocated_on, as_of, idle::double / 10000)
    when 'unknown' then format('下达 {:,.2f} 万元，日期或拨付金额未填或读不出，不能判断有没有久未拨付的', allocated::double / 10000)
    else format('下达 {:,.2f} 万元，没有一年以上未拨付的', allocated::double / 10000)
  end as message,
  {subsidy_allocated: allocated, subsidy_paid: subsidy_paid, subsidy_recovered: subsidy_recovered, allocated_on: allocated_on, idle: idle, idle_months: idle_months} as evidence,
from judged
