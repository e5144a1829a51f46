-- title: 推荐占用名额超出
-- to: division、city
-- when_changed: yes
-- escalate: head after 5
-- note: 一市一批。名额没有导入、哪些项目占名额还没有录入的，算不出来，不是没有超出。
select
  city || ' ' || batch as key,
  city,
  batch,
  quota_over as value,
  if(
    quota_over is null,
    format('{} {} 批次占没占超名额算不出来：{}。', city, batch, if(quota is null, '名额没有导入', '哪些项目占名额，通知还没有录入')),
    format('{} {} 批次推荐占用 {} 个名额，名额 {} 个，超出 {} 个。', city, batch, quota + quota_over, quota, quota_over)
  ) as message,
  {quota: quota, over: quota_over} as evidence,
  quota_over is null as is_unknown,
from quotas
where quota_over > 0 or (quota_over is null and (quota is not null or quota_unknown = 1))
