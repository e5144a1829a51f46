-- title: 应收回的奖补没有收回
-- subject: project
-- reads: subsidies, acceptances, events[终止], events[撤销], events[撤回]
-- needs: thresholds.recovery_days
-- settle: 在奖补资金表里补填拨付的金额和日期，交来终止、撤销的记录或验收日期。
-- stopped: 因何收回
-- stopped_on: 自何日起
-- recovery_days: 收回的期限 (天)
-- 各批次都看，限有收回金额的，和有拨付而其后终止、验收不通过、撤销或撤回的。收回多于拨付的，过了期限一笔没有收回的，不通过；期限从那天
-- 或最后一次拨付起算。
with money as (
  select
    project_id,
    coalesce(sum(subsidy_paid), 0) as paid,
    coalesce(sum(subsidy_recovered), 0) as recovered,
    max(paid_on) filter (subsidy_paid > 0) as paid_on,
    coalesce(bool_or(subsidy_paid > 0 and paid_on is null), false) as is_undated,
    coalesce(bool_or(paid_on is not null and subsidy_paid is null), false) as is_unstated,
  from known.subsidies
  group by project_id
),
stopped as (
  select
    project_id,
    case
      when is_revoked then '撤销揭榜'
      when is_withdrawn then '撤回'
      when is_terminated then '终止'
      when acceptance_result = '不通过' then '验收不通过'
    end as stopped,
    case
      when is_revoked then revoked_on
      when is_withdrawn then withdrawn_on
      when is_terminated then coalesce(stopped_on, concluded_on)
      when acceptance_result = '不通过' then concluded_on
    end as stopped_on,
  from lifecycle.followed_projects
),
judged as (
  select
    p.project_id,
    p.as_of,
    s.stopped,
    s.stopped_on,
    m.paid,
    m.recovered,
    t.at_least::integer as recovery_days,
    greatest(s.stopped_on, m.paid_on) + t.at_least::integer as recover_by,
    case
      when m.recovered > m.paid and not m.is_unstated then 'more'
      when m.recovered > m.paid then 'unknown'
      when s.stopped is null or m.recovered > 0 then 'recovered'
      when s.stopped_on is null or m.is_undated then 'no day'
      when p.as_of > greatest(s.stopped_on, m.paid_on) + t.at_least::integer then 'nothing'
      else 'in time'
    end as finding,
  from lifecycle.followed_projects as p
  join money as m using (project_id)
  join stopped as s using (project_id)
  left join reference.thresholds as t on t.batch = p.batch and t.name = 'recovery_days'
  where m.recovered > 0 or (m.paid > 0 and s.stopped is not null)
)
select
  project_id as subject_id,
  case when finding in ('recovered', 'in time') then 'pass' when finding in ('unknown', 'no day') then 'review' else 'fail' end as verdict,
  case finding
    when 'more' then format('收回 {:,.2f} 万元，多于拨付 {:,.2f} 万元', recovered::double / 10000, paid::double / 10000)
    when 'unknown' then format('收回 {:,.2f} 万元，有拨付日期而拨付金额未填或读不出', recovered::double / 10000)
    when 'no day' then format('已{}，拨付 {:,.2f} 万元没有收回，日期未填、读不出或存疑，不能判断是否过了期限', stopped, paid::double / 10000)
    when 'nothing' then format('{} {}，拨付 {:,.2f} 万元，到 {} 一笔没有收回', stopped_on, stopped, paid::double / 10000, as_of)
    when 'in time' then format('{} {}，拨付 {:,.2f} 万元，{} 以前应当收回', stopped_on, stopped, paid::double / 10000, recover_by)
    else format('拨付 {:,.2f} 万元，已收回 {:,.2f} 万元', paid::double / 10000, recovered::double / 10000)
  end as message,
  {stopped: stopped, stopped_on: stopped_on, subsidy_paid: paid, subsidy_recovered: recovered, recovery_days: recovery_days} as evidence,
from judged
