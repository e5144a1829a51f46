-- title: 磁盘快满了
-- to: system
-- severity: urgent
-- hold_hours: 2
-- note: 空着的不到总数的一成，或者不到 5 GB（本系统约定）。
select
  'disk' as key,
  format('存放数据的磁盘只空着 {:.1f} GB，共 {:.1f} GB；满了就不能再导入。', free_bytes / 1e9, total_bytes / 1e9) as message,
  {free_bytes: free_bytes, total_bytes: total_bytes} as evidence,
from system_disk
where free_bytes * 10 < total_bytes or free_bytes < 5000000000
