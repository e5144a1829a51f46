-- title: 集团成员牵头的项目
-- grain: 受通知审核、填了所属集团的项目一行；写法不同的同一集团归为一个名称，与集团同名的单位自己也是成员
-- is_unnamed: 企业性质受集团限额、所属集团却未填，归在“所属集团未填”里；不是子公司的不涉及
-- released: 不再计入限额的缘由：公布以后不予揭榜、备选、撤销、终止的
-- 同样的写法只读一次。
with keys as materialized (
  select word, parsers.group_key(word) as key
  from (
    select group_name as word
    from lifecycle.judged_projects
    union
    select applicant
    from lifecycle.judged_projects
    union
    select unnest([alias, name])
    from reference.group_aliases
  )
),
aliases as (
  select a.name, k.key, of_name.key as name_key
  from reference.group_aliases as a
  join keys as k on k.word = a.alias
  join keys as of_name on of_name.word = a.name
),
spelled as (
  select
    n.*,
    l.batches as group_period,
    coalesce(a.name, n.group_name) as named,
    if(a.name is null, g.key, a.name_key) as named_key,
    if(named_key is null, o.key, null) as own_key,
  from lifecycle.judged_projects as n
  left join lifecycle.limit_periods as l on l.batch = n.batch and l.rule = 'group_limit'
  left join keys as g on g.word = n.group_name
  left join aliases as a on a.key = g.key
  left join keys as o on o.word = n.applicant
),
known as (
  select distinct group_period, named_key
  from spelled
  where named_key is not null
),
members as (
  select
    s.*,
    coalesce(s.named_key, k.named_key) as group_key,
    coalesce(s.named_key, k.named_key) is null as is_unnamed,
  from spelled as s
  left join known as k on k.group_period = s.group_period and k.named_key = s.own_key
  left join reference.ownerships as o on o.batch = s.batch and o.ownership = s.ownership
  where coalesce(s.named_key, k.named_key) is not null or (o.is_group_limited and s.is_subsidiary is distinct from false)
),
published as (
  select p.batch, min(m.published_on) as published_on,
  from lifecycle.announcements as m
  join validated.applications as p using (project_id)
  where m.published_on is not null
  group by p.batch
)
select
  m.batch,
  m.project_id,
  m.city,
  m.ownership,
  m.group_period,
  m.group_key,
  if(m.is_unnamed, '所属集团未填', min(m.named) over (partition by m.group_period, m.group_key)) as group_name,
  m.is_unnamed,
  if(u.published_on <= m.as_of, u.published_on, null) as published_on,
  case
    when u.published_on is null or u.published_on > m.as_of then null
    when s.is_revoked then '撤销'
    when s.is_terminated then '终止'
    when not s.is_listed and s.review_means in ('refused', 'reserve') then s.review_result
  end as released,
from members as m
join lifecycle.standing as s using (project_id)
left join published as u using (batch)
