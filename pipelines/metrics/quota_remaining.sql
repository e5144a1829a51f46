-- title: 剩余名额
-- format: count
-- definition: 推荐名额减占用名额，负数即超出；所选范围内有市未导入名额时为空
case
  when coalesce(sum(p.quota_unknown), 0) = 0 then metrics.quota(p) - metrics.quota_used(p)
end
