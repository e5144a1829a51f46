-- title: 占用名额
-- format: count
-- definition: 市推荐仍然有效且不属于免占名额的项目数；逾期推荐也计入；通知还没有录入哪些免占的为空
case
  when coalesce(sum(p.exemption_unknown), 0) = 0 then coalesce(sum(p.quota_used), 0)::bigint
end
