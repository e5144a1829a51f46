-- title: 奖补超出标准
-- subject: project
-- reads: subsidies, acceptances
-- settle: 在通知的 subsidy_rules.csv 里填上核定的比例和上限；核定实际投入未填的，补验收结果表。
-- rate: 比例 (%, percent)
-- cap: 上限 (元, yuan)
-- 各批次都看。方向写明的标准先于整个批次的。下达金额不超过核定实际投入乘以比例，也不超过上限；比例和上限没有核定的待核，从不推测。
with rules as (
  select
    p.project_id,
    p.subsidy_allocated,
    p.verified_investment,
    r.rate,
    r.cap,
    least(p.verified_investment::double * r.rate, r.cap::double) as at_most,
  from lifecycle.followed_projects as p
  left join reference.subsidy_rules as r on r.batch = p.batch and r.status <> '待核定' and coalesce(r.direction, p.direction) = p.direction
  where p.subsidy_allocated > 0
  qualify row_number() over (partition by p.project_id order by r.direction nulls last) = 1
),
judged as (
  select
    *,
    case
      when subsidy_allocated::double > at_most + 0.005 then 'fail'
      when rate is null or cap is null or verified_investment is null then 'review'
      else 'pass'
    end as verdict,
    format('{:,.2f} 万元', subsidy_allocated::double / 10000) as allocated,
    format('{:,.2f} 万元', at_most / 10000) as allowed,
  from rules
)
select
  project_id as subject_id,
  verdict,
  case
    when verdict = 'fail' then format('下达 {}，超出标准 {}，多 {:,.2f} 元', allocated, allowed, subsidy_allocated::double - at_most)
    when verdict = 'pass' then format('下达 {}，未超出标准 {}', allocated, allowed)
    when rate is null or cap is null then format('下达 {}，奖补比例或上限待核定', allocated)
    else format('下达 {}，核定实际投入未知', allocated)
  end as message,
  {subsidy_allocated: subsidy_allocated, verified_investment: verified_investment, rate: rate, cap: cap} as evidence,
from judged
