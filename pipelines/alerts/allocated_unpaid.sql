-- title: 已下达没有拨付
-- to: division、city
-- deliver: digest
-- when_changed: yes
-- note: 一市一批，按已下达而没有拨付的笔数和金额。拨没拨说不准的（有拨付日期没有金额）另计，不当作没有拨，也不当作拨了。
with summed as (
  select
    city,
    batch,
    coalesce(sum(unpaid), 0)::integer as unpaid,
    sum(unpaid_amount) as amount,
    coalesce(sum(payments_unknown), 0)::integer as unknown,
  from cube
  group by city, batch
)
select
  city || ' ' || batch as key,
  city,
  batch,
  format('{} 笔 {} 元', unpaid, amount::decimal(38, 2)::varchar) as value,
  if(
    unpaid = 0,
    format('{} {} 批次有 {} 笔奖补有拨付日期、没有金额，拨没拨足算不出来。', city, batch, unknown),
    format('{} {} 批次有 {} 笔、{:,.2f} 万元奖补已下达、没有拨付。', city, batch, unpaid, amount::double / 10000)
      || if(unknown > 0, format('另有 {} 笔有拨付日期、没有金额。', unknown), '')
  ) as message,
  {unpaid: unpaid, amount: amount, unknown: unknown} as evidence,
  unpaid = 0 as is_unknown,
from summed
where unpaid > 0 or unknown > 0
