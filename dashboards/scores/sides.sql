-- lane: 方向
-- note: 这个方向
-- side: 哪一边 — 1 揭榜，-1 不予揭榜，0 还没有定；由本表各行得出
-- cut_score: 线 (分) — 这个方向实际揭榜几个，就按得分取前几名，最后一名的得分；只排已定的（揭榜、不予揭榜）、有得分的；没有不予揭榜的不画；由本表各行得出
-- odd: 与线不符 (个, count) — 线上而不予揭榜，线下而揭榜；由本表各行得出
-- standing: 结论
-- decided_n: 有得分、已定的 (个, count) — 由本表各行得出
-- above_n: 线上而不予揭榜 (个, count) — 由本表各行得出
-- below_n: 线下而揭榜 (个, count) — 由本表各行得出
-- tied_n: 与线同分而不予揭榜 (个, count) — 由本表各行得出
-- open_n: 还没有定的 (个, count) — 待定、备选，评审揭榜而没有公布或已撤销；由本表各行得出
-- unknown_n: 没有得分的 (个, count) — 由本表各行得出
with reviewed as (
  select
    p.*,
    r.means,
    case when r.means = 'refused' then -1 when r.means = 'listed' and p.listed = 1 then 1 else 0 end as side,
    count(distinct p.batch) over () > 1 as has_batches,
  from projects as p
  join reference.results as r on r.batch = p.batch and r.result = p.review_result
),
placed as (
  select
    *,
    if(has_batches, concat(batch, ' ', direction), direction) as lane,
    count_if(side = 1 and review_score is not null) over lane as listed_n,
    count_if(side = -1 and review_score is not null) over lane as refused_n,
    row_number() over (partition by batch, direction, side <> 0 and review_score is not null order by review_score desc) as place,
    min(if(side = 1, review_score, null)) over lane as lowest_listed,
    max(if(side = -1, review_score, null)) over lane as highest_refused,
  from reviewed
  window lane as (partition by batch, direction)
),
cut as (
  select
    *,
    max(if(side <> 0 and place = listed_n and refused_n > 0, review_score, null)) over (partition by batch, direction) as cut_score,
    side = -1 and review_score > cut_score as is_above,
    side = 1 and review_score < cut_score as is_below,
    side = -1 and review_score = cut_score as is_tied,
  from placed
),
position as (
  select direction, batch, min(position) as at
  from direction_lines
  group by direction, batch
)
select
  c.project_id,
  c.project_name,
  c.applicant,
  c.city,
  c.batch,
  c.lane,
  c.review_score,
  c.side,
  case c.side when 1 then '揭榜' when -1 then '不予揭榜' else if(c.means = 'listed', '评审揭榜，没有公布', c.review_result) end as standing,
  c.cut_score,
  (c.is_above or c.is_below)::integer as odd,
  concat_ws('；',
    if(c.listed_n > 0, format('揭榜 {} 个，最低 {}', c.listed_n, c.lowest_listed), '没有已揭榜的'),
    if(c.refused_n > 0, format('不予揭榜 {} 个，最高 {}', c.refused_n, c.highest_refused), '没有不予揭榜的')
  ) as note,
  count_if(c.side <> 0 and c.review_score is not null) over () as decided_n,
  count_if(c.is_above) over () as above_n,
  count_if(c.is_below) over () as below_n,
  count_if(c.is_tied) over () as tied_n,
  count_if(c.side = 0) over () as open_n,
  count_if(c.review_score is null) over () as unknown_n,
from cut as c
left join position as o on o.batch = c.batch and o.direction = c.direction
order by
  (row_number() over (order by c.review_score, c.project_id) - 1) % ceil(count(*) over () / 1500.0),
  c.batch,
  o.at nulls last,
  c.direction,
  c.review_score desc nulls last,
  c.project_id
