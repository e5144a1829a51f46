-- keys: batch, hour, arrived_on
-- submitted: 提交，累计 (次, count) — 由本表各行得出：到这个整点为止
-- by_county: 县区推荐，累计 (次, count) — 由本表各行得出：到这个整点为止
-- by_city: 市推荐，累计 (次, count) — 由本表各行得出：到这个整点为止
-- submit_by: 填报截止
-- recommend_by: 市推荐截止
with last as (
  select max_by(a.batch, strftime(b.submit_by, '%Y-%m-%d %H:%M') || a.batch) as batch,
  from arrivals as a
  join reference.batches as b on b.batch = a.batch
  where b.submit_by is not null and a.step = '提交'
),
hours as (
  select
    a.batch,
    a.hour,
    a.arrived_on,
    sum(a.submissions) as submissions,
    sum(a.county_recommendations) as county_recommendations,
    sum(a.city_recommendations) as city_recommendations,
  from arrivals as a
  join last as l on l.batch = a.batch
  where a.hour is not null
  group by a.batch, a.hour, a.arrived_on
)
select
  h.batch,
  h.hour,
  h.arrived_on,
  h.submissions,
  h.county_recommendations,
  h.city_recommendations,
  sum(h.submissions) over before as submitted,
  sum(h.county_recommendations) over before as by_county,
  sum(h.city_recommendations) over before as by_city,
  strftime(b.submit_by, '%Y-%m-%d %H:%M') as submit_by,
  strftime(b.recommend_by, '%Y-%m-%d %H:%M') as recommend_by,
from hours as h
join reference.batches as b on b.batch = h.batch
window before as (order by h.hour, h.arrived_on)
order by h.hour, h.arrived_on, h.batch
