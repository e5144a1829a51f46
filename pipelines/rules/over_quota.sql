-- title: 推荐超出名额
-- subject: city
-- reads: quotas, applications, recommendations
-- settle: 导入各市推荐名额表；补填企业性质。
-- owner_unknown: 企业性质未填的 (个, count)
-- beyond_line: 按排序在名额线外的项目
-- on_the_line: 在线内还是线外定不了的项目
-- 一个批次的一个市一行。逾期推荐也占名额；名额没有导入而该市有项目的、通知还没有录入哪些免占的，待核；去掉企业性质未填的就不超的，待核。
with used as (
  select
    batch,
    city,
    sum(applied) as applied,
    if(sum(exemption_unknown) > 0, null, sum(quota_used)) as quota_used,
    if(sum(exemption_unknown) > 0, null, sum(quota_exempt)) as quota_exempt,
    sum(quota_used) filter (ownership is null) as owner_unknown,
  from marts.projects
  group by batch, city
),
lines as (
  select
    batch,
    city,
    coalesce(list(project_id order by first_place, project_id) filter (place = '名额线外'), []) as beyond_line,
    coalesce(list(project_id order by first_place, project_id) filter (place = '未定'), []) as on_the_line,
  from marts.quota_line
  group by batch, city
),
judged as (
  select
    q.batch,
    q.city,
    q.quota,
    if(u.city is null, 0, u.quota_used)::integer as quota_used,
    if(u.city is null, 0, u.quota_exempt)::integer as quota_exempt,
    coalesce(u.owner_unknown, 0)::integer as owner_unknown,
    coalesce(l.beyond_line, []) as beyond_line,
    coalesce(l.on_the_line, []) as on_the_line,
  from marts.quotas as q
  join reference.batches as b using (batch)
  left join used as u using (batch, city)
  left join lines as l using (batch, city)
  where b.is_at_hand and (q.quota is not null or u.applied > 0 or (u.city is not null and u.quota_used is distinct from 0))
)
select
  city as subject_id,
  batch,
  city,
  case
    when quota is null or quota_used is null then 'review'
    when quota_used - owner_unknown > quota then 'fail'
    when quota_used > quota then 'review'
    else 'pass'
  end as verdict,
  case
    when quota_used is null then format('{} {} 哪些项目不占名额，通知还没有录入', batch, city)
    when quota is null then format('{} {} 名额未导入；已占用名额 {} 个', batch, city, quota_used)
    when quota_used > quota and quota_used - owner_unknown <= quota
      then format('{} {} 占用名额 {} 个，其中 {} 个企业性质未填或读不出，不能判断是否超出推荐名额 {} 个', batch, city, quota_used, owner_unknown, quota)
    when quota_used > quota then format(
      '{} {} 占用名额 {} 个，超出推荐名额 {} 个 {} 个{}{}',
      batch, city, quota_used, quota, quota_used - quota,
      if(beyond_line = [], '', format('；按排序在名额线外的：{}', array_to_string(beyond_line[:20], '、'))),
      if(on_the_line = [], '', format('；在线内还是线外定不了的：{}', array_to_string(on_the_line[:20], '、')))
    )
    else format('{} {} 占用名额 {} 个，未超推荐名额 {} 个', batch, city, quota_used, quota)
  end as message,
  {
    batch: batch, city: city, quota: quota, quota_used: quota_used, quota_exempt: quota_exempt, owner_unknown: owner_unknown,
    beyond_line: if(quota_used > quota, beyond_line[:50], []), on_the_line: if(quota_used > quota, on_the_line[:50], [])
  } as evidence,
from judged
