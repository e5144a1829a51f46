-- title: 奖补大于核定投入
-- subject: project
-- reads: subsidies, acceptances
-- settle: 在验收结果表里补填核定实际投入，在奖补资金表里补填拟奖补金额。
-- 各批次都看，限有下达金额的。大于核定实际投入的，大于拟奖补金额的，不通过；拟奖补一笔没有填的只看投入，填了几笔而不全的待核。
with proposals as (
  select project_id, bool_and(subsidy_proposed is not null) filter (subsidy_allocated > 0) as is_whole,
  from known.subsidies
  group by project_id
),
judged as (
  select
    p.project_id,
    p.subsidy_allocated,
    p.subsidy_proposed,
    p.verified_investment,
    case
      when p.subsidy_allocated > p.verified_investment then 'beyond verified'
      when p.subsidy_allocated > p.subsidy_proposed and r.is_whole then 'beyond proposed'
      when p.verified_investment is null then 'unknown'
      when p.subsidy_allocated > p.subsidy_proposed then 'proposed in part'
      else 'within'
    end as finding,
    format('{:,.2f} 万元', p.subsidy_allocated::double / 10000) as allocated,
    format('{:,.2f} 万元', p.subsidy_proposed::double / 10000) as proposed,
    format('{:,.2f} 万元', p.verified_investment::double / 10000) as verified,
  from lifecycle.followed_projects as p
  join proposals as r using (project_id)
  where p.subsidy_allocated > 0
)
select
  project_id as subject_id,
  case when finding = 'within' then 'pass' when finding in ('unknown', 'proposed in part') then 'review' else 'fail' end as verdict,
  case finding
    when 'beyond verified' then format('下达 {}，大于核定实际投入 {}，多 {} 万元', allocated, verified, parsers.plain((subsidy_allocated - verified_investment)::double / 10000))
    when 'beyond proposed' then format('下达 {}，大于拟奖补 {}，多 {} 万元', allocated, proposed, parsers.plain((subsidy_allocated - subsidy_proposed)::double / 10000))
    when 'unknown' then format('下达 {}，核定实际投入未知', allocated)
    when 'proposed in part' then format('下达 {}，大于拟奖补 {}，有的一笔拟奖补未填或读不出', allocated, proposed)
    else format('下达 {}，不大于核定实际投入 {}', allocated, verified)
  end as message,
  {subsidy_allocated: subsidy_allocated, subsidy_proposed: subsidy_proposed, verified_investment: verified_investment} as evidence,
from judged
