-- title: 名额使用率
-- format: percent
-- definition: 占用名额 ÷ 推荐名额；不占名额的项目不计入，所选范围内有市未导入名额时为空
case
  when coalesce(sum(p.quota_unknown), 0) = 0 then metrics.quota_used(p) / nullif(metrics.quota(p), 0)::double
end
