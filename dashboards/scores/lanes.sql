-- reviewed_n: 有评审结论 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- listed_n: 揭榜，有得分 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- lowest_listed: 揭榜最低分 (分) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- refused_n: 不予揭榜，有得分 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- highest_refused: 不予揭榜最高分 (分) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- cut_score: 线 (分) — 这个方向实际揭榜几个，就按得分取前几名，最后一名的得分；只排已定的（揭榜、不予揭榜）、有得分的；没有不予揭榜的不画；由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- above_n: 线上而不予揭榜 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- below_n: 线下而揭榜 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- tied_n: 与线同分而不予揭榜 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- open_n: 还没有定的 (个, count) — 待定、备选，评审揭榜而没有公布或已撤销；由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- unknown_n: 没有得分的 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
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
  c.batch,
  c.direction,
  count(*) as reviewed_n,
  any_value(c.listed_n) as listed_n,
  any_value(c.lowest_listed) as lowest_listed,
  any_value(c.refused_n) as refused_n,
  any_value(c.highest_refused) as highest_refused,
  any_value(c.cut_score) as cut_score,
  count_if(c.is_above) as above_n,
  count_if(c.is_below) as below_n,
  count_if(c.is_tied) as tied_n,
  count_if(c.side = 0) as open_n,
  count_if(c.review_score is null) as unknown_n,
from cut as c
left join position as o on o.batch = c.batch and o.direction = c.direction
group by c.batch, c.direction, o.at
order by c.batch, o.at nulls last, c.direction
