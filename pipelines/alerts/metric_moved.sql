-- title: 一个数变了一成以上
-- to: division
-- kind: event
-- deliver: digest
-- note: 两个版本之间，一个批次的全省合计变动超过一成（正好一成的不算）。原来是 0、有一边未知的算不出来；上一个版本没有的批次不算变动。
with sums as (
  select batch, '项目数' as measure, ' 个' as unit, sum(projects)::decimal(38, 2) as amount from cube group by batch
  union all select batch, '推荐数', ' 个', sum(recommended) from cube group by batch
  union all select batch, '揭榜数', ' 个', sum(listed) from cube group by batch
  union all select batch, '已出验收结论', ' 个', sum(concluded) from cube group by batch
  union all select batch, '验收通过', ' 个', sum(accepted) from cube group by batch
  union all select batch, '核定实际投入', ' 元', sum(verified_investment) from cube group by batch
  union all select batch, '已下达奖补', ' 元', sum(subsidy_allocated) from cube group by batch
  union all select batch, '已拨付奖补', ' 元', sum(subsidy_paid) from cube group by batch
),
earlier as (
  select batch, '项目数' as measure, ' 个' as unit, sum(projects)::decimal(38, 2) as amount from before_cube group by batch
  union all select batch, '推荐数', ' 个', sum(recommended) from before_cube group by batch
  union all select batch, '揭榜数', ' 个', sum(listed) from before_cube group by batch
  union all select batch, '已出验收结论', ' 个', sum(concluded) from before_cube group by batch
  union all select batch, '验收通过', ' 个', sum(accepted) from before_cube group by batch
  union all select batch, '核定实际投入', ' 元', sum(verified_investment) from before_cube group by batch
  union all select batch, '已下达奖补', ' 元', sum(subsidy_allocated) from before_cube group by batch
  union all select batch, '已拨付奖补', ' 元', sum(subsidy_paid) from before_cube group by batch
),
compared as (
  select
    s.batch,
    s.measure,
    s.unit,
    e.amount as old,
    s.amount as new,
    case
      when e.amount = s.amount or (e.amount is null and s.amount is null) then 'no'
      when e.amount is null or s.amount is null or e.amount = 0 then 'unknown'
      when abs(s.amount - e.amount) * 10 > abs(e.amount) then 'fires'
      else 'no'
    end as moved,
  from sums as s
  join earlier as e using (batch, measure)
)
select
  concat_ws(' ', c.batch, c.measure, if(c.moved = 'unknown', null, v.version)) as key,
  c.batch,
  w.old || ' → ' || w.new as value,
  format('{} 批次的{}由 {} 变为 {}，', c.batch, c.measure, w.old, w.new)
    || if(c.moved = 'unknown', '变了几成算不出来。', '变动超过一成；为什么，见“变了什么”。') as message,
  {measure: c.measure, before: c.old, now: c.new} as evidence,
  c.moved = 'unknown' as is_unknown,
from compared as c
cross join system_version as v
cross join lateral (
  select
    coalesce(regexp_replace(c.old::varchar, '[.]?0+$', '') || c.unit, '未知') as old,
    coalesce(regexp_replace(c.new::varchar, '[.]?0+$', '') || c.unit, '未知') as new,
) as w
where c.moved <> 'no'
