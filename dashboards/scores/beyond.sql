-- after: cut
-- standing: 与线不符
-- away: 离线 (分) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
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
where c.is_above or c.is_below or c.is_tied
order by c.batch, c.at nulls last, c.direction, c.is_above desc, c.is_tied desc, c.review_score desc, c.project_id
