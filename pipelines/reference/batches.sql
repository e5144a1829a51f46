-- title: 批次
-- grain: 一个批次一行；2024 年两批的通知不在手边，各期限均为未知
-- key: batch
-- needs: title, year, as_of
-- names: notice = clauses.notice
select
  b.batch,
  b.title,
  b.year::integer as year,
  b.notice,
  b.notice_on::date as notice_on,
  b.notice_on_clause,
  b.submit_by::timestamp as submit_by,
  b.submit_by_clause,
  b.recommend_by::timestamp as recommend_by,
  b.recommend_by_clause,
  b.paper_by::date as paper_by,
  b.paper_by_clause,
  b.period_end_by::date as period_end_by,
  b.period_end_by_clause,
  b.carried_into_year::integer as carried_into_year,
  b.carried_into_year_clause,
  coalesce(load.as_of, b.as_of::date) as as_of,
from raw.batches as b
cross join loads.load as load
order by b.batch
