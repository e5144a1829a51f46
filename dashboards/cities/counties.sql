-- keys: city, county
-- waits_county: 停在县区 (个, count)
-- waits_city: 停在市里 (个, count)
-- overdue: 逾期未验收 (个, count) — 已揭榜、未终止，实施期止在截至日以前，还没有验收结论
-- broken: 条款不通过 (条, count) — 通知没有录全、还不能判的，有几条不通过未知，不是 0
-- in_review: 待核 (条, count)
-- open_note: 还不能判的
with found as (
  select
    f.city,
    f.county,
    count_if(f.verdict = 'fail') as broken,
    count_if(f.verdict = 'review') as in_review,
    coalesce(bool_or(f.verdict = 'review' and n.is_open), false) as is_open,
  from findings as f
  left join reference.batches as b on b.batch = f.batch
  left join reference.notices as n on n.notice = b.notice
  where f.project_id is not null
  group by f.city, f.county
),
counted as (
  select
    p.city,
    p.county,
    metrics.applied(p) as applied,
    -- 评审结论是什么意思还没有录入、又没有市推荐的，可能还停在县区、市里。
    count_if(p.stage = '通知未录' and p.recommended = 0) > 0 as is_unsure,
    if(is_unsure, null, count_if(p.stage = '已提交')) as waits_county,
    if(is_unsure, null, count_if(p.stage = '县区已推荐')) as waits_city,
    metrics.recommended(p) as recommended,
    metrics.quota_used(p) as quota_used,
    metrics.listed(p) as listed,
    metrics.accepted(p) as accepted,
    count_if(p.due = 1 and p.due_concluded = 0) as overdue,
  from projects as p
  group by p.city, p.county
)
select
  c.city,
  c.county,
  c.applied,
  c.waits_county,
  c.waits_city,
  c.recommended,
  c.quota_used,
  c.listed,
  c.accepted,
  c.overdue,
  if(f.is_open, null, coalesce(f.broken, 0)) as broken,
  coalesce(f.in_review, 0) as in_review,
  if(f.is_open, '通知没有录全', null) as open_note,
from counted as c
left join found as f on f.city = c.city and f.county is not distinct from c.county
order by c.waits_city + c.waits_county + c.overdue desc nulls first, c.applied desc, c.county, city
