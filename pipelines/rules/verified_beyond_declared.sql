-- title: 核定投入大于申报投入
-- subject: project
-- reads: acceptances
-- settle: 在验收结果表里补填申报和核定的实际投入。
-- 各批次都看，限验收结论为通过或不通过的；通过而核定为 0 的也不通过。不通过而没有核定的不涉及。
with judged as (
  select
    p.project_id,
    p.acceptance_result,
    p.declared_investment,
    p.verified_investment,
    case
      when p.verified_investment > p.declared_investment or (p.is_accepted and p.verified_investment = 0) then 'fail'
      when p.verified_investment is null or p.declared_investment is null then 'review'
      else 'pass'
    end as verdict,
    coalesce(format('{:,.2f} 万元', p.declared_investment::double / 10000), '未填') as declared,
    coalesce(format('{:,.2f} 万元', p.verified_investment::double / 10000), '未填') as verified,
  from lifecycle.followed_projects as p
  where p.is_concluded and (p.is_accepted or p.verified_investment is not null)
)
select
  project_id as subject_id,
  verdict,
  case
    when verdict = 'fail' and verified_investment = 0 then format('验收通过而核定实际投入为 0（申报 {}）', declared)
    when verdict = 'fail' then format('核定实际投入 {}，大于申报实际投入 {}，多 {:,.2f} 元', verified, declared, (verified_investment - declared_investment)::double)
    else format('验收{}，申报实际投入 {}，核定实际投入 {}', acceptance_result, declared, verified)
  end as message,
  {acceptance_result: acceptance_result, declared_investment: declared_investment, verified_investment: verified_investment} as evidence,
from judged
