-- title: 核定投入大于申报投入
-- subject: project
-- reads: acceptances, applications
-- needs: thresholds.verified_of_total
-- settle: 在验收结果表里补填申报和核定的实际投入，在项目基本信息表里补填总投资。
-- of_total: 核定与总投资之比的界限
-- 各批次都看，限验收结论为通过或不通过的；通过而核定为 0 的，核定超过总投资若干倍的，也不通过。不通过而没有核定的不涉及。
with judged as (
  select
    p.project_id,
    p.acceptance_result,
    p.declared_investment,
    p.verified_investment,
    p.total_investment,
    t.at_least as of_total,
    case
      when p.is_accepted and p.verified_investment = 0 then 'nothing verified'
      when p.verified_investment > p.declared_investment then 'beyond declared'
      when p.verified_investment::double > p.total_investment::double * t.at_least + 0.005 then 'beyond total'
      when p.verified_investment is null or p.declared_investment is null then 'unknown'
      when p.total_investment is null then 'total unknown'
      else 'within'
    end as finding,
    coalesce(format('{:,.2f} 万元', p.declared_investment::double / 10000), '未知') as declared,
    coalesce(format('{:,.2f} 万元', p.verified_investment::double / 10000), '未知') as verified,
    format('{:,.2f} 万元', p.total_investment::double / 10000) as total,
  from lifecycle.followed_projects as p
  left join reference.thresholds as t on t.batch = p.batch and t.name = 'verified_of_total'
  where p.is_concluded and (p.is_accepted or p.verified_investment is not null)
)
select
  project_id as subject_id,
  case when finding = 'within' then 'pass' when finding in ('unknown', 'total unknown') then 'review' else 'fail' end as verdict,
  case finding
    when 'nothing verified' then format('验收通过而核定实际投入为 0（申报 {}）', declared)
    when 'beyond declared' then format('核定实际投入 {}，大于申报实际投入 {}，多 {} 万元', verified, declared, parsers.plain((verified_investment - declared_investment)::double / 10000))
    when 'beyond total' then format('核定实际投入 {}，是项目总投资 {} 的 {:.2f} 倍', verified, total, verified_investment::double / total_investment::double)
    when 'total unknown' then format('核定实际投入 {}，项目总投资未填或读不出', verified)
    else format('验收{}，申报实际投入 {}，核定实际投入 {}', acceptance_result, declared, verified)
  end as message,
  {
    acceptance_result: acceptance_result,
    declared_investment: declared_investment,
    verified_investment: verified_investment,
    total_investment: total_investment,
    of_total: of_total
  } as evidence,
from judged
