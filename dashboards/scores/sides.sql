-- after: cut
-- note: 这个方向
-- side: 哪一边 — 1 揭榜，-1 不予揭榜，0 还没有定，结论是什么意思通知还没有录入的未知；由本表各行得出
-- cut_score: 线 (分) — 这个方向实际揭榜几个，就按得分取前几名，最后一名的得分；只排已定的（揭榜、不予揭榜）、有得分的；没有不予揭榜的不画；由本表各行得出
-- odd: 与线不符 (个, count) — 线上而不予揭榜，线下而揭榜；由本表各行得出
-- standing: 结论
-- decided_n: 有得分、已定的 (个, count) — 由本表各行得出
-- above_n: 线上而不予揭榜 (个, count) — 由本表各行得出
-- below_n: 线下而揭榜 (个, count) — 由本表各行得出
-- tied_n: 与线同分而不予揭榜 (个, count) — 由本表各行得出
-- open_n: 还没有定的 (个, count) — 待定、备选，评审揭榜而没有公布或已撤销；由本表各行得出
-- unknown_n: 没有得分的 (个, count) — 由本表各行得出
-- unsaid_n: 结论是什么意思，通知还没有录入的 (个, count) — 由本表各行得出
select
  c.project_id,
  c.project_name,
  c.applicant,
  c.city,
  c.batch,
  c.lane,
  c.review_score,
  c.side,
  case
    when c.side is null then concat(c.review_result, '，是什么意思通知未录')
    when c.side = 1 then '揭榜'
    when c.side = -1 then '不予揭榜'
    else if(c.means = 'listed', '评审揭榜，没有公布', c.review_result)
  end as standing,
  c.cut_score,
  (c.is_above or c.is_below)::integer as odd,
  case
    when c.is_unsaid then '评审结论是什么意思，通知还没有录入：哪一边未知，线也未知'
    else concat_ws('；',
      if(c.listed_n > 0, format('揭榜 {} 个，最低 {}', c.listed_n, c.lowest_listed), '没有已揭榜的'),
      if(c.refused_n > 0, format('不予揭榜 {} 个，最高 {}', c.refused_n, c.highest_refused), '没有不予揭榜的')
    )
  end as note,
  if(c.is_any_unsaid, null, count_if(c.side <> 0 and c.review_score is not null) over ()) as decided_n,
  if(c.is_any_unsaid, null, count_if(c.is_above) over ()) as above_n,
  if(c.is_any_unsaid, null, count_if(c.is_below) over ()) as below_n,
  if(c.is_any_unsaid, null, count_if(c.is_tied) over ()) as tied_n,
  if(c.is_any_unsaid, null, count_if(c.side = 0) over ()) as open_n,
  count_if(c.review_score is null) over () as unknown_n,
  nullif(count_if(c.side is null) over (), 0) as unsaid_n,
from cut as c
order by
  (row_number() over (order by c.review_score, c.project_id) - 1) % ceil(count(*) over () / 1500.0),
  c.batch,
  c.at nulls last,
  c.direction,
  c.review_score desc nulls last,
  c.project_id
