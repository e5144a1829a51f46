-- title: 验收通过率
-- format: percent
-- definition: 验收通过数 ÷ 已出验收结论的项目数，不是 ÷ 揭榜项目数
metrics.accepted(p) / nullif(metrics.concluded(p), 0)::double
