-- title: 入围率
-- unit: %
-- definition: 揭榜项目数 ÷ 市推荐数
-- clause: 三（三）
-- numerator: listed
-- denominator: recommended
-- n: recommended
metrics.listed(p) / nullif(metrics.recommended(p), 0)::double
