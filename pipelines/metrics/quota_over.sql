-- title: 超出名额
-- format: count
-- definition: 占用名额超出推荐名额的部分，一市一批逐一算、再相加，别处没有用完的不抵；所选范围内有项目的市未导入名额、通知还没有录入哪些免占时为空
case
  when coalesce(sum(p.quota_unknown), 0) + coalesce(sum(p.exemption_unknown), 0) = 0 then sum(p.quota_over)::bigint
end
