-- after: cut
-- reviewed_n: 有评审结论 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- listed_n: 揭榜，有得分 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- lowest_listed: 揭榜最低分 (分) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- refused_n: 不予揭榜，有得分 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- highest_refused: 不予揭榜最高分 (分) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- above_n: 线上而不予揭榜 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- below_n: 线下而揭榜 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- tied_n: 与线同分而不予揭榜 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- open_n: 还没有定的 (个, count) — 待定、备选，评审揭榜而没有公布或已撤销；由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- unknown_n: 没有得分的 (个, count) — 由图“评审得分：揭榜与不予揭榜，分方向”各行得出
-- unsaid_note: 结论的意思通知还没有录入的
select
  c.batch,
  c.direction,
  count(*) as reviewed_n,
  any_value(c.listed_n) as listed_n,
  any_value(c.lowest_listed) as lowest_listed,
  any_value(c.refused_n) as refused_n,
  any_value(c.highest_refused) as highest_refused,
  any_value(c.cut_score) as cut_score,
  if(bool_or(c.is_unsaid), null, count_if(c.is_above)) as above_n,
  if(bool_or(c.is_unsaid), null, count_if(c.is_below)) as below_n,
  if(bool_or(c.is_unsaid), null, count_if(c.is_tied)) as tied_n,
  if(bool_or(c.is_unsaid), null, count_if(c.side = 0)) as open_n,
  count_if(c.review_score is null) as unknown_n,
  if(bool_or(c.is_unsaid), '通知未录', null) as unsaid_note,
from cut as c
group by c.batch, c.direction, c.at
order by c.batch, c.at nulls last, c.direction
