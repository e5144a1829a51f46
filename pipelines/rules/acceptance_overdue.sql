-- title: 超期未出验收结论
-- subject: project
-- reads: applications, acceptances
-- needs: steps.step[终止]
-- settle: 补填实施期止。
-- follows: as_of
-- as_of: 截至日
-- 各批次都看，限已揭榜且未终止的项目；整改、延期不算结论。实施期止与计算日同日不算超期。
with judged as (
  select
    p.project_id,
    p.is_concluded,
    p.acceptance_result,
    p.period_end,
    p.as_of,
    case
      when p.is_concluded then 'pass'
      when p.period_end is null then 'review'
      when p.period_end < p.as_of then 'fail'
      else 'pass'
    end as verdict,
  from lifecycle.followed_projects as p
  where p.is_listed and not p.is_terminated
)
select
  project_id as subject_id,
  verdict,
  case
    when is_concluded then format('已出验收结论：{}', acceptance_result)
    when verdict = 'review' then format('实施期止未填、读不出或存疑，到 {} 尚无验收结论', as_of)
    when verdict = 'fail' then format('实施期止 {}，到 {} 尚无验收结论，已过 {} 天', period_end, as_of, as_of - period_end)
    else format('实施期止 {}，到 {} 尚在期内', period_end, as_of)
  end as message,
  {period_end: period_end, as_of: as_of, acceptance_result: acceptance_result} as evidence,
from judged
