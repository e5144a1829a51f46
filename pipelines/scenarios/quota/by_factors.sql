-- title: 示例规则：因素法，规上工业企业数 40%、规上工业增加值 20%、揭榜数 40%，乘绩效系数
-- method: largest_remainder
-- weight: 0.4 * share(规模以上工业企业数) + 0.2 * share(规模以上工业增加值) + 0.4 * share(listed)
-- floor: 3
-- unknown: previous
-- coefficient: of accepted / concluded, from 0 is 0.9, from 0.8 is 1, from 0.9 is 1.1, unknown is 1
-- note: 因素取批次前一年的，来自因素表：企业数按户，增加值按亿元；没有那一年、没有那个市、单位不对的不当作 0，按 unknown 单列。系数按已出结论的通过率分档，各档含下限；还没有结论的市系数按 1。通过率只看已出结论的，在验收的不算。
with batch_of as (
  select min(b.year) - 1 as year
  from reference.batches as b
  where b.batch in (select batch from province_cube)
),
expected as (
  select *
  from (values ('规模以上工业企业数', ['户', '家', '个']), ('规模以上工业增加值', ['亿元'])) as e(factor, units)
),
asked as (
  select
    c.city,
    e.factor,
    b.year,
    f.amount,
    f.unit,
    f.doubt,
    f.city is not null as is_there,
    coalesce(f.unit in e.units, false) as is_in_unit,
    e.units[1] as wanted,
  from reference.cities as c
  cross join expected as e
  cross join batch_of as b
  left join factors as f on f.city = c.city and f.factor = e.factor and f.year = b.year
),
known as (
  select
    city,
    max(amount) filter (is_in_unit and factor = '规模以上工业企业数') as 规模以上工业企业数,
    max(amount) filter (is_in_unit and factor = '规模以上工业增加值') as 规模以上工业增加值,
    string_agg(
      case
        when not is_there then format('没有 {} 年的{}', year, factor)
        when amount is null then format('{} 年的{}没有填数', year, factor)
        when unit is null then format('{} 年的{}没有写单位，规则按“{}”算，当作未知', year, factor, wanted)
        when not is_in_unit then format('{} 年的{}单位是“{}”，规则按“{}”算，不换算，当作未知', year, factor, unit, wanted)
        when doubt is not null then format('{} 年的{}照所写的算，待核：{}', year, factor, doubt)
      end,
      '；' order by factor
    ) as told,
  from asked
  group by city
),
tried as (
  select
    city,
    metrics.listed(c) as listed,
    metrics.concluded(c) as concluded,
    metrics.accepted(c) as accepted,
  from province_cube as c
  group by city
)
select
  city,
  k.规模以上工业企业数,
  k.规模以上工业增加值,
  t.listed,
  t.concluded,
  t.accepted,
  k.told as told,
from known as k
left join tried as t using (city)
