-- title: 推荐名额
-- format: count
-- definition: 导入的各市推荐名额之和；没有导入或按方向、任务、单位类型、企业性质筛选时为空，因为名额不分到这些口径
sum(p.quota)::bigint
