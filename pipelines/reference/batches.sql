-- title: 批次
-- grain: 一个批次一行，由它的通知管；通知不在手边的，各期限均为未知；deadline_on 是填报截止日，截止日未知的是截至日；截止时间只写日期的，到那一天结束
-- key: batch
-- needs: title, year, notice
-- names: notice = notice.notice
-- told: year in title, year in batch
-- stated: submit_by, recommend_by, paper_by, period_end_by
select
  b.batch,
  b.title,
  b.year::integer as year,
  b.notice,
  n.is_at_hand,
  n.issued_on as notice_on,
  b.submit_by::timestamp + if(length(b.submit_by) = 10, interval '23:59:59', interval '0 seconds') as submit_by,
  b.submit_by_clause,
  b.recommend_by::timestamp + if(length(b.recommend_by) = 10, interval '23:59:59', interval '0 seconds') as recommend_by,
  b.recommend_by_clause,
  b.paper_by::date as paper_by,
  b.paper_by_clause,
  b.period_end_by::date as period_end_by,
  b.period_end_by_clause,
  coalesce(b.submit_by::date, load.as_of) as deadline_on,
  load.as_of,
from raw.batches as b
left join reference.notices as n using (notice)
cross join loads.load as load
order by b.batch
