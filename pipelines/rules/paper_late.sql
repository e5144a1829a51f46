-- title: 纸质材料寄出逾期
-- subject: city
-- reads: recommendations
-- needs: batches.paper_by
-- settle: 把每个项目纸质材料的邮寄日期写进推荐汇总表。
-- posted_on: 最晚的邮寄日期
-- paper_by: 最晚日期
-- undated: 没有写邮寄日期的项目
-- 看推荐汇总表里的邮寄日期，最后一日当日不算逾期；整份都没有写的不涉及，写了一部分的待核。
with posted as (
  select
    r.batch,
    r.city,
    b.paper_by,
    max(r.posted_on) as posted_on,
    list(r.project_id order by r.project_id) filter (r.posted_on is null) as undated,
  from known.recommendations as r
  join reference.batches as b using (batch)
  where b.is_at_hand
  group by r.batch, r.city, b.paper_by
  having count(r.posted_on) > 0
),
judged as (
  select
    *,
    case
      when paper_by is null then 'review'
      when posted_on > paper_by then 'fail'
      when undated is not null then 'review'
      else 'pass'
    end as verdict,
  from posted
)
select
  city as subject_id,
  batch,
  city,
  verdict,
  case
    when paper_by is null then format('{} {} 纸质材料最晚 {} 寄出，通知的最晚日期未知', batch, city, posted_on)
    when verdict = 'fail' then format('{} {} 纸质材料 {} 才寄出，晚于 {}', batch, city, posted_on, paper_by)
    when verdict = 'review' then format('{} {} 有 {} 个项目没有写纸质材料的邮寄日期', batch, city, length(undated))
    else format('{} {} 纸质材料 {} 寄出，不晚于 {}', batch, city, posted_on, paper_by)
  end as message,
  {batch: batch, city: city, posted_on: posted_on, paper_by: paper_by, undated: undated[:50]} as evidence,
from judged
