-- title: 拨付超出下达
-- subject: project
-- reads: subsidies
-- settle: 在奖补资金表里补全下达、拨付的金额和日期。
-- ahead_on: 累计拨付超过累计下达的日期
-- 各批次都看，限有拨付金额的。拨付合计大于下达合计的，一行里拨付早于下达的，到某日累计拨付大于累计下达的，不通过；金额或日期
-- 不全、因而不能判断的待核。
with money as (
  select
    project_id,
    sum(subsidy_allocated) as subsidy_allocated,
    sum(subsidy_paid) as subsidy_paid,
    min(if(subsidy_allocated > 0, allocated_on, null)) as allocated_on,
    min(if(subsidy_paid > 0, paid_on, null)) as paid_on,
    arg_min({allocated_on: allocated_on, paid_on: paid_on}, paid_on)
      filter (subsidy_paid > 0 and paid_on < allocated_on and subsidy_allocated is distinct from 0) as early,
    coalesce(bool_or(subsidy_allocated is null and coalesce(allocated_on::varchar, document) is not null), false) as is_amount_missing,
    coalesce(bool_or((subsidy_allocated > 0 and allocated_on is null) or (subsidy_paid > 0 and paid_on is null)), false) as is_undated,
  from known.subsidies
  group by project_id
  having sum(subsidy_paid) > 0
),
moves as (
  select project_id, allocated_on as moved_on, subsidy_allocated as allocated, 0 as paid,
  from known.subsidies
  where subsidy_allocated > 0
  union all
  select project_id, paid_on, 0, subsidy_paid,
  from known.subsidies
  where subsidy_paid > 0
),
balances as (
  select
    project_id,
    moved_on,
    sum(allocated) over (partition by project_id order by moved_on) as allocated,
    sum(paid) over (partition by project_id order by moved_on) as paid,
  from moves
  where moved_on is not null
),
ahead as (
  select project_id, min(moved_on) as ahead_on,
  from balances
  where paid > allocated
  group by project_id
),
judged as (
  select
    m.*,
    a.ahead_on,
    case
      when m.subsidy_paid > m.subsidy_allocated and not m.is_amount_missing then 'beyond'
      when m.early is not null then 'early'
      when m.subsidy_allocated is null or m.is_amount_missing or m.is_undated then 'incomplete'
      when a.ahead_on is not null then 'ahead'
      else 'within'
    end as finding,
    coalesce(format('{:,.2f} 万元', m.subsidy_allocated::double / 10000), '未知') as allocated,
    format('{:,.2f} 万元', m.subsidy_paid::double / 10000) as paid,
  from money as m
  left join ahead as a using (project_id)
)
select
  project_id as subject_id,
  case finding when 'within' then 'pass' when 'incomplete' then 'review' else 'fail' end as verdict,
  case finding
    when 'beyond' then format('拨付 {}，超出下达 {}，多 {} 万元', paid, allocated, parsers.plain((subsidy_paid - subsidy_allocated)::double / 10000))
    when 'early' then format('{} 拨付，早于 {} 下达', early.paid_on, early.allocated_on)
    when 'ahead' then format('到 {} 累计拨付超过累计下达', ahead_on)
    when 'incomplete' then format('拨付 {}，下达 {}，金额或日期不全', paid, allocated)
    else format('拨付 {}，未超出下达 {}', paid, allocated)
  end as message,
  {
    subsidy_allocated: subsidy_allocated,
    subsidy_paid: subsidy_paid,
    allocated_on: coalesce(early.allocated_on, allocated_on),
    paid_on: coalesce(early.paid_on, paid_on),
    ahead_on: ahead_on
  } as evidence,
from judged
