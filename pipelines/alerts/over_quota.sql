-- title: 推荐占用名额超出
-- to: division、city
-- when_changed: yes
-- escalate: head after 5
-- note: 一市一批；名额没有导入的，算不出来，不是没有超出。
with asked as (
  select city, batch, sum(quota_used)::integer as used, sum(quota)::integer as quota
  from cube
  group by all
)
select
  city || ' ' || batch as key,
  city,
  used - quota as value,
  format('{} {} 已占用 {} 个名额，名额 {} 个，超出 {} 个。', city, batch, used, quota, used - quota) as message,
  {used: used, quota: quota} as evidence,
  quota is null as is_unknown,
from asked
where used > 0 and coalesce(used > quota, true)
