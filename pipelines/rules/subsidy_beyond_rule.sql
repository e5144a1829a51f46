-- title: 奖补超出标准
-- subject: project
-- reads: subsidies, acceptances
-- settle: 在通知的 subsidy_rules.csv 里填上核定的比例和上限；核定实际投入未填的，补验收结果表。
-- rate: 比例 (%, percent)
-- cap: 上限 (元, yuan)
-- budget: 预算 (元, yuan)
-- 各批次都看，限有下达金额的。方向写明的标准先于整个批次的。下达金额不超过核定实际投入乘以比例，也不超过上限；一个方向的比例或上限没有
-- 核定，是这个方向的一个问题，不逐个项目说，从不推测。有预算的，方向的、整个批次的下达合计不超过预算。
with money as (
  select project_id, batch, direction, subsidy_allocated, verified_investment,
  from lifecycle.followed_projects
  where subsidy_allocated > 0
),
rules as (
  select m.*, r.rate, r.cap, least(m.verified_investment::double * r.rate, r.cap::double) as at_most,
  from money as m
  left join reference.subsidy_rules as r on r.batch = m.batch and r.status <> '待核定' and coalesce(r.direction, m.direction) = m.direction
  qualify row_number() over (partition by m.project_id order by r.direction nulls last) = 1
),
of_projects as (
  select
    *,
    case
      when subsidy_allocated::double > at_most + 0.005 then 'fail'
      when verified_investment is null then 'review'
      else 'pass'
    end as verdict,
    format('{:,.2f} 万元', subsidy_allocated::double / 10000) as allocated,
    format('{:,.2f} 万元', at_most / 10000) as allowed,
  from rules
  where subsidy_allocated::double > at_most + 0.005 or (rate is not null and cap is not null)
),
open_rules as (
  select batch, direction, count(*) as projects, any_value(rate) as rate, any_value(cap) as cap,
  from rules
  where rate is null or cap is null
  group by batch, direction
),
budgets as (
  select r.batch, coalesce(r.direction, '各方向') as direction, r.budget, coalesce(sum(m.subsidy_allocated), 0) as allocated,
  from reference.subsidy_rules as r
  left join money as m on m.batch = r.batch and coalesce(r.direction, m.direction) = m.direction
  where r.budget is not null
  group by r.batch, r.direction, r.budget
),
of_directions as (
  select
    batch,
    direction,
    b.budget,
    b.allocated,
    o.rate,
    o.cap,
    o.projects,
    case when b.allocated > b.budget then 'fail' when o.direction is not null then 'review' else 'pass' end as verdict,
  from open_rules as o
  full join budgets as b using (batch, direction)
)
select
  'project' as subject_kind,
  project_id as subject_id,
  null as batch,
  null as direction,
  verdict,
  case verdict
    when 'fail' then format('下达 {}，超出标准 {}，多 {} 万元', allocated, allowed, parsers.plain((subsidy_allocated::double - at_most) / 10000))
    when 'pass' then format('下达 {}，未超出标准 {}', allocated, allowed)
    else format('下达 {}，核定实际投入未知', allocated)
  end as message,
  {
    subsidy_allocated: subsidy_allocated::decimal(18, 2),
    verified_investment: verified_investment,
    rate: rate,
    cap: cap,
    budget: null::decimal(18, 2)
  } as evidence,
from of_projects
union all
select
  'direction',
  direction,
  batch,
  direction,
  verdict,
  case verdict
    when 'fail' then format('{} {}下达合计 {:,.2f} 万元，超出预算 {:,.2f} 万元', batch, direction, allocated::double / 10000, budget::double / 10000)
    when 'pass' then format('{} {}下达合计 {:,.2f} 万元，未超出预算 {:,.2f} 万元', batch, direction, allocated::double / 10000, budget::double / 10000)
    else format('{} {}奖补比例或上限待核定，有下达金额的 {} 个项目不能判断', batch, direction, projects)
  end,
  {
    subsidy_allocated: allocated::decimal(18, 2),
    verified_investment: null::decimal(18, 2),
    rate: rate,
    cap: cap,
    budget: budget
  },
from of_directions
