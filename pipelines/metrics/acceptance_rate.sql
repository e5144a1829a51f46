-- title: 验收通过率
-- format: percent
-- definition: 验收通过数 ÷ 已出验收结论的项目数，不是 ÷ 揭榜项目数；整改、延期和还没有验收的都不在内，和到期验收率、应验收通过率区间一起看
-- within: yes
metrics.accepted(p) / nullif(metrics.concluded(p), 0)::double
