-- title: 验收完成率
-- format: percent
-- definition: 已出验收结论 ÷ 揭榜项目数
metrics.concluded(p) / nullif(metrics.listed(p), 0)::double
