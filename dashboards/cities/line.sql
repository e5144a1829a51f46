-- keys: project_id
-- rank: 推荐排序 — 推荐市的推荐汇总表里的；别的市表里的不算；点名称看是哪一行
-- stands: 占名额的第几
-- first_place: 占名额的最前第几 — 由本表各行的排序得出
-- last_place: 占名额的最后第几 — 由本表各行的排序得出
-- line_after: 推荐名额 (个, count) — 即指标“推荐名额”，这个市这一批的，线画在第几个之后，不随方向等筛选变
select
  l.batch,
  l.rank,
  if(l.first_place = l.last_place, l.first_place::varchar, format('{}–{}', l.first_place, l.last_place)) as stands,
  l.first_place,
  l.last_place,
  l.place,
  l.project_id,
  l.project_name,
  l.applicant,
  l.county,
  l.direction,
  l.stage,
  l.after_returned,
  l.place_reason,
  l.quota as line_after,
  l.city_used,
from quota_line as l
order by l.batch, l.city, l.rank nulls last, l.project_id
