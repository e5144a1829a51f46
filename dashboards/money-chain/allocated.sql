-- keys: allocated_on
-- day: 下达日
-- allocated_count: 下达 (笔, count) — 由图“逐笔下达，最近的在前”各行得出
-- allocated_so_far: 下达金额，累计 (元, yuan) — 由本表各行得出：到这一天为止
-- paid_so_far: 其中已经拨付，累计 (元, yuan) — 由本表各行得出：到这一天为止下达的里面，到截至日已经拨付的；拨付情况未知的不在内
-- first_day: 第一笔
-- last_day: 最后一笔
-- undated: 没有下达日期的 (笔, count) — 由本表各行得出
-- undated_sum: 没有下达日期的，合计 (元, yuan) — 由本表各行得出
with daily as (
  select
    s.allocated_on,
    count(s.subsidy_allocated) as allocated_count,
    sum(s.subsidy_allocated) as subsidy_allocated,
    sum(s.paid_of_allocated) as paid_of_allocated,
  from subsidies as s
  where s.subsidy_allocated is not null
  group by s.allocated_on
)
select
  d.allocated_on,
  strftime(d.allocated_on, '%Y-%m-%d 00:00') as day,
  d.allocated_count,
  d.subsidy_allocated,
  d.paid_of_allocated,
  sum(d.subsidy_allocated) over before as allocated_so_far,
  sum(d.paid_of_allocated) over before as paid_so_far,
  (min(d.allocated_on) over ())::varchar as first_day,
  (max(d.allocated_on) over ())::varchar as last_day,
  (select nullif(sum(u.allocated_count), 0) from daily as u where u.allocated_on is null) as undated,
  (select sum(u.subsidy_allocated) from daily as u where u.allocated_on is null) as undated_sum,
from daily as d
where d.allocated_on is not null
window before as (order by d.allocated_on)
order by d.allocated_on
