-- title: 入围率
-- format: percent
-- definition: 揭榜项目数 ÷ 市推荐数
metrics.listed(p) / nullif(metrics.recommended(p), 0)::double
