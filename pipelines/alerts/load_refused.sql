-- title: 导入被拒绝
-- to: division、city、system
-- kind: event
-- note: 最近 30 天里没有导入成的，一次一条。
select
  load as key,
  city,
  if(
    starts_with(load, 'load@'),
    format('{} 在服务器上导入的文件夹没有导入，数据还是原来的；为什么，见当时打出的说明。', strftime("at", '%Y-%m-%d %H:%M')),
    format('{} 交来的{}没有导入，数据还是原来的；为什么，见数据页的回执。', strftime("at", '%Y-%m-%d %H:%M'), coalesce(format(' {} 个文件', files), '文件'))
  ) as message,
  {load: load, refused_at: "at", files: files} as evidence,
from system_loads
