-- title: 验收完成率
-- unit: %
-- definition: 已出验收结论 ÷ 揭榜项目数
-- clause: 三（四）
-- numerator: concluded
-- denominator: listed
-- n: listed
metrics.concluded(p) / nullif(metrics.listed(p), 0)::double
