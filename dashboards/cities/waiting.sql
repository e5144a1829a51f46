-- waits_for: 在等
-- since: 从哪天起
-- days: 已经 (天) — 由本表各行的“从哪天起”得出，到截至日；点名称看每一步
-- takes: 占不占名额
with last_steps as (
  select project_id, max(happened_at)::date as since,
  from events
  group by project_id
)
select
  p.project_id,
  p.project_name,
  p.applicant,
  p.county,
  p.direction,
  p.stage,
  case
    when b.recommend_by < b.as_of then format('推荐 {} 已截止', strftime(b.recommend_by, '%Y-%m-%d'))
    when p.stage = '填报' then '流程记录：提交和推荐的各一步'
    when p.stage = '县区已推荐' then '市推荐'
    when p.stage = '已提交' then '县区推荐'
    else '单位改好再提交'
  end as waits_for,
  s.since,
  date_diff('day', s.since, b.as_of) as days,
  if(p.exemption_unknown = 1, '通知还没有录入', coalesce('不占：' || p.quota_exemption, '占名额')) as takes,
from projects as p
join reference.batches as b using (batch)
left join last_steps as s using (project_id)
where p.stage in ('县区已推荐', '已提交', '已退回')
  -- 已经排进推荐汇总表的，推荐还没有记录，也在等。
  or (p.stage = '填报' and p.rank is not null)
order by days desc nulls last, p.project_id
