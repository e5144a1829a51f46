-- title: 项目停在哪一步
-- grain: 一个项目一行：从哪一天起停在现在的阶段，还往不往下走
-- since_on: 停在这一步自 — 提交、推荐、退回按最近一步，揭榜按公布，验收按结论，奖补按首次下达；没有日期的为空
-- stayed_days: 停留天数 (天) — 到截至日；日期未知的未知，不是 0
-- progress: 还往不往下走 — 在办；已截止：填报、推荐已截止或本批已公布，没有走完；已了结；未知：市推荐何时截止、评审结论是什么意思，通知还没有录入
-- under_way: 在办 (个, count) — 有一个还往不往下走未知的，这个数未知
-- closed: 已截止、没有走完 (个, count) — 有一个截止没截止未知的，这个数未知
-- undated: 在办，停留天数未知 (个, count)
-- unsure: 还往不往下走未知 (个, count) — 市推荐何时截止、评审结论是什么意思，通知还没有录入
with allocated as (
  select project_id, min(allocated_on) filter (subsidy_allocated > 0) as allocated_on, sum(unpaid) as unpaid,
  from lifecycle.payments
  group by project_id
),
placed as (
  select
    d.project_id,
    b.as_of,
    case d.stage
      when '已撤回' then s.withdrawn_on
      when '已撤销' then s.revoked_on
      when '已终止' then coalesce(s.stopped_on, s.concluded_on)
      when '已奖补' then a.allocated_on
      when '已验收' then s.concluded_on
      when '验收未通过' then s.concluded_on
      when '整改或延期' then s.concluded_on
      when '已揭榜' then s.listed_on
      when '未揭榜' then s.reviewed_on
      when '备选' then s.reviewed_on
      when '拟揭榜' then s.reviewed_on
      when '公示中' then s.shown_on
      when '通知未录' then s.reviewed_on
      when '填报' then null
      else s.last_step_on
    end as since_on,
    case
      when d.stage in ('已撤回', '已撤销', '已终止', '未揭榜', '备选', '验收未通过') then '已了结'
      when d.stage = '已奖补' and coalesce(a.unpaid, 0) = 0 then '已了结'
      when d.stage in ('填报', '已提交', '县区已推荐', '已退回')
        and (m.days['published'] is not null or (s.last_step is distinct from '省退回' and b.recommend_by::date < b.as_of)) then '已截止'
      when d.stage in ('填报', '已提交', '县区已推荐', '已退回') and s.last_step is distinct from '省退回'
        and b.recommend_by is null and (l.off is null or not b.is_at_hand) then '未知'
      when d.stage = '通知未录' then '未知'
      else '在办'
    end as progress,
  from lifecycle.dimensions as d
  join lifecycle.standing as s using (project_id)
  join reference.batches as b on b.batch = d.batch
  join lifecycle.batch_moments as m on m.batch = d.batch
  left join reference.rules as l on l.notice = b.notice and l.rule = 'late_recommendation'
  left join allocated as a on a.project_id = d.project_id
)
select
  p.project_id,
  d.* exclude (project_id),
  p.since_on,
  (p.as_of - p.since_on)::integer as stayed_days,
  p.progress,
  case when p.progress <> '未知' then (p.progress = '在办')::integer end as under_way,
  case when p.progress <> '未知' or d.stage = '通知未录' then (p.progress = '已截止')::integer end as closed,
  if(p.since_on is null, under_way, 0) as undated,
  (p.progress = '未知')::integer as unsure,
from placed as p
join lifecycle.dimensions as d using (project_id)
order by p.project_id
