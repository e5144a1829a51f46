-- title: 通知的截止时间快到了
-- to: division、city
-- kind: deadline
-- within: 7、3、1
-- note: 一市一批一个截止时间，来自通知；过了就不再说。该交的交没交，各自另说（项目的期限）。
with steps as (
  select b.batch, unnest([
    {step: '填报', due: b.submit_by, clause: b.submit_by_clause},
    {step: '市推荐', due: b.recommend_by, clause: b.recommend_by_clause}
  ], recursive := true),
  from reference.batches as b
  where b.is_at_hand
),
counted as (
  select
    batch,
    city,
    sum(projects)::integer as projects,
    count(*) filter (stage in ('填报', '已退回'))::integer as unsubmitted,
    count(*) filter (stage in ('填报', '已退回', '已提交', '县区已推荐'))::integer as unrecommended,
  from projects
  group by batch, city
)
select
  concat_ws(' ', s.batch, s.step, c.city) as key,
  c.city,
  s.batch,
  strftime(s.due, '%Y-%m-%d %H:%M') as value,
  format('{} 批次{}截止 {}（通知{}）：', s.batch, s.step, strftime(s.due, '%Y-%m-%d %H:%M'), s.clause)
    || coalesce(
      format('{}有 {} 个项目，还没有{}的 {} 个。', c.city, n.projects, if(s.step = '填报', '提交', '推荐'), if(s.step = '填报', n.unsubmitted, n.unrecommended)),
      '系统里没有' || c.city || '的项目。'
    ) as message,
  {projects: coalesce(n.projects, 0), unsubmitted: coalesce(n.unsubmitted, 0), unrecommended: coalesce(n.unrecommended, 0)} as evidence,
  s.due as due,
from steps as s
cross join reference.cities as c
cross join system_version as v
left join counted as n on n.batch = s.batch and n.city = c.city
where s.due is not null and s.due >= v.now
