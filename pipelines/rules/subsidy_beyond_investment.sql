-- title: 奖补大于核定投入
-- subject: project
-- reads: subsidies, acceptances
-- settle: 在验收结果表里补填核定实际投入。
-- 各批次都看，限有下达金额的。
with judged as (
  select
    project_id,
    subsidy_allocated,
    verified_investment,
    case when verified_investment is null then 'review' when subsidy_allocated > verified_investment then 'fail' else 'pass' end as verdict,
    format('{:,.2f} 万元', subsidy_allocated::double / 10000) as allocated,
    format('{:,.2f} 万元', verified_investment::double / 10000) as verified,
  from lifecycle.followed_projects
  where subsidy_allocated > 0
)
select
  project_id as subject_id,
  verdict,
  case verdict
    when 'review' then format('下达 {}，核定实际投入未知', allocated)
    when 'fail' then format('下达 {}，大于核定实际投入 {}，多 {:,.2f} 元', allocated, verified, (subsidy_allocated - verified_investment)::double)
    else format('下达 {}，不大于核定实际投入 {}', allocated, verified)
  end as message,
  {subsidy_allocated: subsidy_allocated, verified_investment: verified_investment} as evidence,
from judged
