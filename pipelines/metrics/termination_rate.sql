-- title: 终止率
-- format: percent
-- definition: 终止项目数 ÷ 揭榜项目数
metrics.terminated(p) / nullif(metrics.listed(p), 0)::double
