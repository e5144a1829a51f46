-- lane: 方向
-- cut_score: 线 (分) — 这个方向实际揭榜几个，就按得分取前几名，最后一名的得分；只排已定的（揭榜、不予揭榜）、有得分的；没有不予揭榜的不画；由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- 有评审结论的项目，各在它那一边，和它那个方向的线。结论是什么意思通知还没有录入的，哪一边未知，那个方向的线和两边的个数也未知。
with reviewed as (
  select
    p.*,
    r.means,
    case
      when r.means is null then null
      when r.means = 'refused' then -1
      when r.means = 'listed' and p.listed = 1 then 1
      else 0
    end as side,
    count(distinct p.batch) over () > 1 as has_batches,
    count_if(r.means is null) over () > 0 as is_any_unsaid,
    count_if(r.means is null) over (partition by p.batch, p.direction) > 0 as is_unsaid,
  from projects as p
  join reference.results as r on r.batch = p.batch and r.result = p.review_result
),
placed as (
  select
    *,
    if(has_batches, concat(batch, ' ', direction), direction) as lane,
    if(is_unsaid, null, count_if(side = 1 and review_score is not null) over lane) as listed_n,
    if(is_unsaid, null, count_if(side = -1 and review_score is not null) over lane) as refused_n,
    row_number() over (partition by batch, direction, side <> 0 and review_score is not null order by review_score desc) as place,
    if(is_unsaid, null, min(if(side = 1, review_score, null)) over lane) as lowest_listed,
    if(is_unsaid, null, max(if(side = -1, review_score, null)) over lane) as highest_refused,
  from reviewed
  window lane as (partition by batch, direction)
),
lined as (
  select
    *,
    max(if(side <> 0 and place = listed_n and refused_n > 0, review_score, null)) over (partition by batch, direction) as cut_score,
    side = -1 and review_score > cut_score as is_above,
    side = 1 and review_score < cut_score as is_below,
    side = -1 and review_score = cut_score as is_tied,
  from placed
),
named as (
  select direction, batch, min(position) as at
  from direction_lines
  group by direction, batch
)
select l.*, n.at
from lined as l
left join named as n on n.batch = l.batch and n.direction = l.direction
