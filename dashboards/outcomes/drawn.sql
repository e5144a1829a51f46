-- measured: 哪个比率
-- drawn_n: 项目数 (个, count) — 由图“核定 ÷ 计划，逐个项目，按批次”、图“奖补强度，逐个项目，按批次”各行得出
-- ratio_of_sums: 合计之比 (%, percent) — 由图“核定 ÷ 计划，逐个项目，按批次”、图“奖补强度，逐个项目，按批次”各行得出
-- drawn_low: 区间，低 (%, percent) — 由图“核定 ÷ 计划，逐个项目，按批次”、图“奖补强度，逐个项目，按批次”各行得出：有放回地再抽 1000 次，合计之比从小到大的 2.5% 处；抽法由项目编号和次序定，每次一样
-- drawn_high: 区间，高 (%, percent) — 由图“核定 ÷ 计划，逐个项目，按批次”、图“奖补强度，逐个项目，按批次”各行得出：同样抽，97.5% 处
-- why_not: 为什么没有区间
with parts as (
  select '核定 ÷ 计划' as measured, 1 as position, p.batch, p.project_id, p.verified_of_own_plan::double as above, nullif(p.own_plan_of_verified, 0)::double as below
  from projects as p
  union all
  select '奖补强度', 2, p.batch, p.project_id, p.subsidy_of_verified::double, nullif(p.verified_of_supported, 0)::double
  from projects as p
),
lanes as (
  select measured, position, batch, count(*) as drawn_n, list(above order by project_id) as aboves, list(below order by project_id) as belows
  from parts
  where above is not null and below is not null
  group by measured, position, batch
),
draws as (
  select
    l.measured,
    l.batch,
    list_transform(range(l.drawn_n), lambda place: (md5_number_lower(concat(l.measured, '/', l.batch, '/', d.draw, '/', place)) % l.drawn_n::ubigint)::bigint + 1) as drawn,
    list_sum(list_select(l.aboves, drawn)) / list_sum(list_select(l.belows, drawn)) as ratio,
  from lanes as l
  cross join (select unnest(range(1000)) as draw) as d
  where l.drawn_n between 6 and 100
),
spans as (
  select measured, batch, quantile_cont(ratio, 0.025) as drawn_low, quantile_cont(ratio, 0.975) as drawn_high
  from draws
  group by measured, batch
)
select
  l.measured,
  l.batch,
  l.drawn_n,
  list_sum(l.aboves) / list_sum(l.belows) as ratio_of_sums,
  s.drawn_low,
  s.drawn_high,
  case when l.drawn_n < 6 then '不到 6 个' when l.drawn_n > 100 then '多于 100 个，不抽' end as why_not,
from lanes as l
left join spans as s using (measured, batch)
order by l.position, l.batch
