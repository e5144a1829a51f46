-- title: 拨付超出下达
-- clause: 三（五）
-- quotation: 按规定给予奖补支持
-- severity: error
-- subject: project
-- reads: subsidies
-- settle: 在奖补资金表里补全下达、拨付的金额和日期。
-- 各批次都看，限有拨付金额的。拨付合计大于下达合计，或首次拨付早于首次下达的不通过；金额或日期不全的待核。
with money as (
  select
    project_id,
    sum(subsidy_allocated) as subsidy_allocated,
    sum(subsidy_paid) as subsidy_paid,
    min(if(subsidy_allocated > 0, allocated_on, null)) as allocated_on,
    min(if(subsidy_paid > 0, paid_on, null)) as paid_on,
    coalesce(bool_or((subsidy_allocated > 0 and allocated_on is null) or (subsidy_paid > 0 and paid_on is null)), false) as is_undated,
  from marts.subsidies
  group by project_id
  having sum(subsidy_paid) > 0
),
judged as (
  select
    m.*,
    case
      when m.subsidy_paid > m.subsidy_allocated or m.paid_on < m.allocated_on then 'fail'
      when m.subsidy_allocated is null or m.is_undated then 'review'
      else 'pass'
    end as verdict,
    coalesce(format('{:,.2f} 万元', m.subsidy_allocated::double / 10000), '未填') as allocated,
    format('{:,.2f} 万元', m.subsidy_paid::double / 10000) as paid,
  from money as m
  join marts.projects as p using (project_id)
  where p.applied = 1
)
select
  project_id as subject_id,
  verdict,
  case
    when subsidy_paid > subsidy_allocated then format('拨付 {}，超出下达 {}', paid, allocated)
    when verdict = 'fail' then format('{} 拨付，早于 {} 下达', paid_on, allocated_on)
    when verdict = 'review' then format('拨付 {}，下达 {}，金额或日期不全', paid, allocated)
    else format('拨付 {}，未超出下达 {}', paid, allocated)
  end as message,
  {subsidy_allocated: subsidy_allocated, subsidy_paid: subsidy_paid, allocated_on: allocated_on, paid_on: paid_on} as evidence,
from judged
