-- title: 数据很久没有更新
-- to: division、system
-- deliver: digest
-- note: 现在用的版本发布满 14 天（本系统约定）；哪天发布的不知道，就算不出来。
select
  version as key,
  coalesce(
    format('现在的版本 {} 发布于 {}，已满 14 天没有新的数据。', version, strftime(published_at, '%Y-%m-%d %H:%M')),
    format('现在的版本 {} 哪天发布的不知道。', version)
  ) as message,
  {version: version, published_at: published_at} as evidence,
  published_at is null as is_unknown,
from system_version
where published_at is null or now >= published_at + interval '14 days'
