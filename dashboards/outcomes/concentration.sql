-- after: units, shared
-- units_n: 个数 (个, count) — 净奖补已知的；由图“奖补集中在多少单位、集团和市”各行得出
-- gini: 基尼系数 — 0 是一样多，越近 1 越集中，n 个里最高是 1 减 n 分之一；不到 5 个的、合计为 0 的不算，净奖补为负的按 0 计；由图“奖补集中在多少单位、集团和市”各行得出
-- top_share: 最多的十个占 (%, percent) — 不多于十个的不算；由图“奖补集中在多少单位、集团和市”各行得出
-- half_of: 合起来够一半的最少个数 (个, count) — 由图“奖补集中在多少单位、集团和市”各行得出
-- unsettled_n: 揭榜、还没有下达的项目 (个, count) — 不在左边各数之内；由图“奖补集中在多少单位、集团和市”各行得出
-- negative_n: 净奖补为负、按 0 计的 (个, count) — 由图“奖补集中在多少单位、集团和市”各行得出
-- firms_n: 单位数，分到的 (个, count) — 由图“奖补集中在多少单位、集团和市”各行得出
-- firms_top: 最多的十个单位占 (%, percent) — 由图“奖补集中在多少单位、集团和市”各行得出
-- firms_gini: 单位的基尼系数 — 由图“奖补集中在多少单位、集团和市”各行得出
-- firms_half: 合起来够一半的最少单位数 (个, count) — 由图“奖补集中在多少单位、集团和市”各行得出
with told as (
  select
    kind,
    min(position) as position,
    count(*) as units_n,
    sum(net) as subsidy_net,
    if(count(*) >= 5, 2 * sum(place * counted) / (count(*) * any_value(total)) - (count(*) + 1) / count(*)::double, null) as gini,
    if(count(*) > 10, sum(counted) filter (place > units_n - 10) / any_value(total), null) as top_share,
    count_if(net < 0) as negative_n,
  from shared
  group by kind, units_n
),
halves as (
  select kind, min(so_many) as half_of
  from (
    select kind, units_n - place + 1 as so_many, sum(counted) over (partition by kind order by place desc) / total as share
    from shared
  )
  where share >= 0.5
  group by kind
),
others as (
  select kind, sum(unsettled)::integer as unsettled_n
  from units
  group by kind
)
select
  t.kind,
  t.units_n,
  t.subsidy_net,
  t.gini,
  t.top_share,
  h.half_of,
  o.unsettled_n,
  t.negative_n,
  max(if(t.kind = '单位', t.units_n, null)) over () as firms_n,
  max(if(t.kind = '单位', t.top_share, null)) over () as firms_top,
  max(if(t.kind = '单位', t.gini, null)) over () as firms_gini,
  max(if(t.kind = '单位', h.half_of, null)) over () as firms_half,
from told as t
left join halves as h using (kind)
left join others as o using (kind)
order by t.position
