-- title: 超出名额
-- format: count
-- definition: 占用名额超出推荐名额的部分，一市一批逐一算、再相加，别处没有用完的不抵；没有导入名额的市不在内
sum(p.quota_over)::bigint
