-- title: 核查记录的含义
-- grain: 一条核查记录一行；结果里写有的最长的一种已知写法决定含义，都不认得的、一样长的几种含义不同的为空，待核
-- cleared_on: 列入而没有移出日期的，后来第一次核查说它不在名单上的日期；说的是另一次列入的不算。
-- 同样的写法只认一次。
with said as (
  select distinct item, result,
  from known.checks
),
matches as (
  select s.item, s.result, r.means,
  from said as s
  join reference.check_results as r on r.item = s.item and contains(parsers.tight(s.result), r.result)
  qualify rank() over (partition by s.item, s.result order by length(r.result) desc) = 1
),
meanings as (
  select item, result, if(count(distinct means) = 1, min(means), null) as means,
  from matches
  group by item, result
),
known as (
  select c.*, m.means,
  from known.checks as c
  left join meanings as m using (item, result)
),
cleared as (
  select k.source_file, k.source_sheet, k.source_row, min(l.checked_on) as cleared_on,
  from known as k
  join known as l
    on l.applicant_id = k.applicant_id
    and l.item = k.item
    and l.checked_on > k.checked_on
    and (l.means in ('clear', 'removed') or l.until_on is not null)
    and coalesce(l.from_on = k.from_on, true)
  where k.means = 'barred' and k.until_on is null
  group by k.source_file, k.source_sheet, k.source_row
)
select k.applicant_id, k.item, k.result, k.means, k.from_on, k.until_on, k.checked_on, c.cleared_on,
from known as k
left join cleared as c using (source_file, source_sheet, source_row)
