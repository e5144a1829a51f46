-- title: 集团项目数超限
-- subject: group
-- reads: applications, events[公布], reviews
-- needs: limits.group_projects[集团]
-- settle: 补填所属集团；名称相近的，核对是不是同一集团，是的写进 group_aliases.csv；限额未知的，在通知的 limits.csv 里补上。
-- batch: 批次
-- filed: 成员牵头申报 (个, count)
-- listed: 揭榜 (个, count)
-- projects: 计入 (个, count)
-- at_most: 上限 (个, count)
-- is_state_group: 通知写明限额的企业性质
-- like_groups: 名称相近的集团
-- project_ids: 项目
-- 成员牵头的项目合计，各市、各方向、免占名额的都在内；截止以后退回未再提交的，公布以后不予揭榜、备选、撤销、终止的，不再计入。这句话写在哪些企业性质的条款里由通知说，
-- 其他集团作为提醒。名称相近的集团合起来才超过的、受限额的企业没有填所属集团的，待核。
with members as (
  select group_period, group_name, list(project_id order by project_id) as project_ids,
  from lifecycle.groups
  group by group_period, group_name
),
days as (
  select p.batches, max(b.submit_by)::date as submit_by,
  from lifecycle.limit_periods as p
  join reference.batches as b using (batch)
  where p.rule = 'group_limit'
  group by p.batches
),
judged as (
  select
    g.*,
    m.project_ids,
    coalesce(g.published_on, d.submit_by) as judged_on,
    case
      when g.is_unnamed or g."limit" is null then 'review'
      when g.used > g."limit" then 'fail'
      when g.used + g.like_used > g."limit" then 'review'
      else 'pass'
    end as verdict,
    format('{} 成员牵头申报 {} 个', g.group_name, g.own)
      || if(g.published_on is null and g.released = 0, '', format('，揭榜 {} 个，计入 {} 个', g.own_listed, g.used)) as counted,
  from marts.groups as g
  join members as m using (group_period, group_name)
  left join days as d using (batches)
)
select
  group_name as subject_id,
  year,
  batches,
  cities,
  if(is_state_group, 'error', 'warning') as severity,
  verdict,
  case
    when is_unnamed then format('{} 个受集团限额的子公司项目没有填所属集团，不能判断其集团是否超限', used)
    when "limit" is null then counted || '，限额未知'
    when used > "limit" then format('{}，超过 {} 个', counted, "limit")
    when verdict = 'review' then format(
      '{}；与名称相近的{}合计 {} 个，超过 {} 个，须核对是不是同一集团',
      counted, like_groups, used + like_used, "limit"
    )
    else format('{}，未超过 {} 个', counted, "limit")
  end as message,
  {
    batch: batches, filed: own, listed: own_listed, projects: used, at_most: "limit", is_state_group: is_state_group,
    like_groups: if(verdict = 'review', like_groups, null), project_ids: project_ids[:50]
  } as evidence,
  judged_on,
from judged
