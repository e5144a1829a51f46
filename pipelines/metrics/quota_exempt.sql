-- title: 不占名额
-- format: count
-- definition: 市推荐仍然有效、因方向不限名额或因申报单位的企业性质而不占名额的项目数；两项都符合只计一次；通知还没有录入哪些免占的为空
case
  when coalesce(sum(p.exemption_unknown), 0) = 0 then coalesce(sum(p.quota_exempt), 0)::bigint
end
