-- title: 可用名额
-- closed: 未用名额
-- format: count
-- definition: 推荐名额没有用完的部分，一市一批逐一算、再相加，别处超出的不抵；所选范围内有项目的市未导入名额、通知还没有录入哪些免占时为空；推荐截止以后叫未用名额，谁也不能再用
case
  when coalesce(sum(p.quota_unknown), 0) + coalesce(sum(p.exemption_unknown), 0) = 0 then sum(p.quota_free)::bigint
end
