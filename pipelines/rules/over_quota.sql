-- title: 推荐超出名额
-- subject: city
-- reads: quotas, applications
-- settle: 导入各市推荐名额表。
-- 一个批次的一个市一行。逾期推荐也占名额；名额没有导入而该市有项目的，待核。
with used as (
  select batch, city, sum(applied) as applied, sum(quota_used) as quota_used, sum(quota_exempt) as quota_exempt,
  from marts.projects
  group by batch, city
),
judged as (
  select
    q.batch,
    q.city,
    q.quota,
    coalesce(u.quota_used, 0)::integer as quota_used,
    coalesce(u.quota_exempt, 0)::integer as quota_exempt,
  from marts.quotas as q
  join reference.batches as b using (batch)
  left join used as u using (batch, city)
  where b.is_at_hand and (q.quota is not null or u.applied > 0 or u.quota_used > 0)
)
select
  city as subject_id,
  batch,
  city,
  case when quota is null then 'review' when quota_used > quota then 'fail' else 'pass' end as verdict,
  case
    when quota is null then format('{} {} 名额未导入；已占用名额 {} 个', batch, city, quota_used)
    when quota_used > quota then format('{} {} 占用名额 {} 个，超出推荐名额 {} 个 {} 个', batch, city, quota_used, quota, quota_used - quota)
    else format('{} {} 占用名额 {} 个，未超推荐名额 {} 个', batch, city, quota_used, quota)
  end as message,
  {batch: batch, city: city, quota: quota, quota_used: quota_used, quota_exempt: quota_exempt} as evidence,
from judged
