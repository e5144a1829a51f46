-- title: 未通过验收即奖补
-- subject: project
-- reads: acceptances, subsidies
-- settle: 在验收结果表里补填验收日期，在奖补资金表里补填下达日期和金额。
-- 各批次都看。下达日期与验收日期同日不算在前；有下达金额而两个日期缺一的，有早于验收的下达日期而没有金额的，待核。
with money as (
  select
    project_id,
    sum(subsidy_proposed) as subsidy_proposed,
    sum(subsidy_allocated) as subsidy_allocated,
    sum(subsidy_paid) as subsidy_paid,
    sum(subsidy_recovered) as subsidy_recovered,
    coalesce(bool_or(subsidy_allocated > 0), false) as is_allocated,
    min(if(subsidy_allocated > 0, allocated_on, null)) as allocated_on,
    min(if(subsidy_allocated is null, allocated_on, null)) as unstated_on,
    coalesce(bool_or(subsidy_allocated > 0 and allocated_on is null), false) as is_undated,
  from marts.subsidies
  group by project_id
  having bool_or(greatest(subsidy_proposed, subsidy_allocated, subsidy_paid, subsidy_recovered) > 0)
),
judged as (
  select
    p.project_id,
    p.acceptance_result,
    p.concluded_on,
    m.* exclude (project_id),
    case
      when p.acceptance_result is distinct from '通过' then 'not accepted'
      when m.allocated_on < p.concluded_on then 'before'
      when m.is_allocated and p.concluded_on is null then 'no conclusion day'
      when m.is_undated then 'no allocation day'
      when m.unstated_on < p.concluded_on then 'no amount before'
      else 'after'
    end as finding,
  from marts.projects as p
  join money as m using (project_id)
  where p.applied = 1
)
select
  project_id as subject_id,
  case when finding in ('not accepted', 'before') then 'fail' when finding = 'after' then 'pass' else 'review' end as verdict,
  case finding
    when 'not accepted' then format(
      '验收结论为{}，却有奖补金额（拟奖补 {}、下达 {}、拨付 {}、收回 {}）',
      coalesce(acceptance_result, '无'),
      coalesce(format('{:.2f} 万元', subsidy_proposed::double / 10000), '未填'),
      coalesce(format('{:.2f} 万元', subsidy_allocated::double / 10000), '未填'),
      coalesce(format('{:.2f} 万元', subsidy_paid::double / 10000), '未填'),
      coalesce(format('{:.2f} 万元', subsidy_recovered::double / 10000), '未填')
    )
    when 'before' then format('{} 下达奖补，早于验收日期 {}', allocated_on, concluded_on)
    when 'no conclusion day' then '验收结论为通过而验收日期未填，不能判断奖补是否在验收之后下达'
    when 'no allocation day' then '有下达金额而下达日期未填，不能判断奖补是否在验收之后下达'
    when 'no amount before' then format('{} 有下达日期而下达金额未填，早于验收日期 {}，不能判断是否已经下达', unstated_on, concluded_on)
    when 'after' then '验收通过，奖补不早于验收'
  end as message,
  {
    acceptance_result: acceptance_result,
    concluded_on: concluded_on,
    allocated_on: allocated_on,
    subsidy_proposed: subsidy_proposed,
    subsidy_allocated: subsidy_allocated,
    subsidy_paid: subsidy_paid,
    subsidy_recovered: subsidy_recovered
  } as evidence,
from judged
