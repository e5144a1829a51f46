-- lane: 方向
-- standing: 与线不符
-- cut_score: 线 (分) — 这个方向实际揭榜几个，就按得分取前几名，最后一名的得分；只排已定的（揭榜、不予揭榜）、有得分的；没有不予揭榜的不画；由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- away: 离线 (分) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
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
  if(c.is_above, '线上，不予揭榜', if(c.is_tied, '与线同分，不予揭榜', '线下，揭榜')) as standing,
  c.lane,
  c.project_id,
  c.project_name,
  c.applicant,
  c.city,
  c.review_score,
  c.cut_score,
  round(c.review_score - c.cut_score, 4) as away,
from cut as c
left join position as o on o.batch = c.batch and o.direction = c.direction
where c.is_above or c.is_below or c.is_tied
order by c.batch, o.at nulls last, c.direction, c.is_above desc, c.is_tied desc, c.review_score desc, c.project_id
