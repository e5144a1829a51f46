-- title: 因素的数差了几倍
-- definition: 同一市同一因素，这一年与上一年（单位相同）相差 8 倍以上，或者是各市中位数的 500 倍以上、500 分之一以下，多半是单位写错或填错了格，照收，待核
with compared as (
  select
    *,
    lag(amount) over each as earlier,
    lag(year) over each as earlier_year,
    lag(unit) over each as earlier_unit,
    quantile_cont(amount, 0.5) over alike as middle,
    count(*) over alike as cities,
  from validated.factors
  where amount > 0
  window
    each as (partition by city, factor order by year),
    alike as (partition by year, factor, unit)
),
judged as (
  select
    *,
    case
      when earlier_unit is not distinct from unit and earlier_year = year - 1 and greatest(amount, earlier) >= 8 * least(amount, earlier)
        then format('{} 年是 {}，{} 年是 {}，差了 8 倍以上', earlier_year, parsers.plain(earlier), year, parsers.plain(amount))
      when cities >= 5 and greatest(amount, middle) >= 500 * least(amount, middle)
        then format('{} 年是 {}，各市的一半在 {} 以下，差了 500 倍以上', year, parsers.plain(amount), parsers.plain(middle))
    end as why,
  from compared
)
select
  'factors' as source,
  j.source_file,
  j.source_sheet,
  j.source_row,
  k.header as "column",
  parsers.plain(j.amount) as value,
  format('{}“{}”{}', j.city, j.factor, j.why) as problem,
  '核对数和单位；属实则不用改' as fix,
  'mark' as effect,
from judged as j
join sources.contracts as k on k.source = 'factors' and k.name = 'amount'
where j.why is not null
