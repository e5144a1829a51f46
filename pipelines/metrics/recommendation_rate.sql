-- title: 推荐率
-- format: percent
-- definition: 市推荐数 ÷ 申报项目数
metrics.recommended(p) / nullif(metrics.applied(p), 0)::double
