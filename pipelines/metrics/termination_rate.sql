-- title: 终止率
-- unit: %
-- definition: 终止项目数 ÷ 揭榜项目数
-- clause: 三（四）
-- numerator: terminated
-- denominator: listed
-- n: listed
metrics.terminated(p) / nullif(metrics.listed(p), 0)::double
