-- title: 指标完成情况与结论不符
-- subject: project
-- reads: acceptances
-- needs: thresholds.targets_met_share
-- settle: 在验收结果表里补填约定指标数和完成指标数。
-- share: 完成指标占约定指标的界限
-- 各批次都看，限验收结论为通过或不通过的：完成多于约定的，通过而完成不到约定的一半的，不通过；通过而指标数未填的，待核。
with judged as (
  select
    p.project_id,
    p.acceptance_result,
    p.targets_agreed,
    p.targets_met,
    t.at_least as share,
    case
      when p.targets_met > p.targets_agreed then 'more'
      when p.targets_agreed is null or p.targets_met is null then 'unknown'
      when p.is_accepted and p.targets_met < p.targets_agreed * t.at_least then 'few'
      else 'enough'
    end as finding,
  from lifecycle.followed_projects as p
  left join reference.thresholds as t on t.batch = p.batch and t.name = 'targets_met_share'
  where p.is_concluded and (p.is_accepted or (p.targets_agreed is not null and p.targets_met is not null))
)
select
  project_id as subject_id,
  case finding when 'enough' then 'pass' when 'unknown' then 'review' else 'fail' end as verdict,
  case finding
    when 'more' then format('完成指标 {} 项，多于约定的 {} 项', targets_met, targets_agreed)
    when 'few' then format('验收通过，约定指标 {} 项只完成 {} 项，不到 {:.0f}%', targets_agreed, targets_met, share * 100)
    when 'unknown' then format('验收通过，约定指标 {} 项，完成 {} 项', coalesce(targets_agreed::varchar, '未知'), coalesce(targets_met::varchar, '未知'))
    else format('验收{}，约定指标 {} 项，完成 {} 项', acceptance_result, targets_agreed, targets_met)
  end as message,
  {acceptance_result: acceptance_result, targets_agreed: targets_agreed, targets_met: targets_met, share: share} as evidence,
from judged
