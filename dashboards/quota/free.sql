-- waits_city: 停在市里 (个, count)
-- waits_county: 停在县区 (个, count)
-- waiting_counties: 停在市里的，在哪些县（市、区）
-- last_day: 推荐截止
with waiting as (
  select
    city,
    county,
    count_if(stage = '县区已推荐') as in_city,
    count_if(stage = '已提交') as in_county,
    -- 评审结论是什么意思还没有录入、又没有市推荐的，可能还停在县区、市里。
    count_if(stage = '通知未录' and recommended = 0) as unsure,
  from projects
  group by city, county
),
by_city as (
  select
    city,
    if(sum(unsure) > 0, null, sum(in_city)) as in_city,
    if(sum(unsure) > 0, null, sum(in_county)) as in_county,
    string_agg(format('{} {}', coalesce(county, '县区未填'), in_city), '、' order by in_city desc, county) filter (in_city > 0) as counties,
  from waiting
  group by city
),
deadlines as (
  select q.city, if(count(distinct b.recommend_by) = 1, min(b.recommend_by)::date, null) as last_day,
  from quotas as q
  join reference.batches as b using (batch)
  group by q.city
)
select
  c.city,
  metrics.quota_free(c) as quota_free,
  if(w.city is null, 0, w.in_city) as waits_city,
  w.counties as waiting_counties,
  if(w.city is null, 0, w.in_county) as waits_county,
  d.last_day,
from cube as c
join reference.cities as r on r.city = c.city
left join by_city as w on w.city = c.city
left join deadlines as d on d.city = c.city
group by c.city, w.city, w.in_city, w.in_county, w.counties, d.last_day, r.code
having metrics.quota_free(c) > 0
order by quota_free desc, r.code
