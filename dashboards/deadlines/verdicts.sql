-- keys: batch, rule
-- what: 期限
-- closes: 截止
-- failed: 逾期办的，或逾期未办 (条, count) — 通知没有录全、还不能判的未知，不是 0
-- in_review: 待核 (条, count)
-- passed: 没有逾期 (条, count) — 通知没有录全、还不能判的未知，不是 0
-- open_note: 还不能判的
with told as (
  select unnest([
    {rule: 'late_submission', what: '填报提交', place: 1},
    {rule: 'late_recommendation', what: '市推荐', place: 2},
    {rule: 'paper_late', what: '纸质材料寄出', place: 3},
    {rule: 'acceptance_overdue', what: '实施期满出验收结论', place: 4},
    {rule: 'idle_money', what: '下达以后拨付', place: 5},
    {rule: 'recovery', what: '应收回的收回', place: 6},
  ], recursive := true)
)
select
  f.batch,
  t.what,
  f.rule,
  case f.rule
    when 'late_submission' then strftime(b.submit_by, '%Y-%m-%d %H:%M')
    when 'late_recommendation' then strftime(b.recommend_by, '%Y-%m-%d %H:%M')
    when 'paper_late' then b.paper_by::varchar
    else '各项目自己的'
  end as closes,
  any_value(f.clause) as clause,
  nullif(sum(f.failed), if(bool_or(f.verdict = 'review' and n.is_open), 0, null)) as failed,
  sum(f.in_review) as in_review,
  nullif(sum(f.passed), if(bool_or(f.verdict = 'review' and n.is_open), 0, null)) as passed,
  if(bool_or(f.verdict = 'review' and n.is_open), '通知没有录全', null) as open_note,
from findings as f
join told as t on t.rule = f.rule
left join reference.batches as b on b.batch = f.batch
left join reference.notices as n on n.notice = f.notice
where f.batch is not null
group by f.batch, f.rule, t.what, t.place, b.submit_by, b.recommend_by, b.paper_by
order by f.batch desc, t.place
