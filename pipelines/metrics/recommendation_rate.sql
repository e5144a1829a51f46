-- title: 推荐率
-- unit: %
-- definition: 市推荐数 ÷ 申报项目数
-- clause: 三（二）
-- numerator: recommended
-- denominator: applied
-- n: applied
metrics.recommended(p) / nullif(metrics.applied(p), 0)::double
