-- title: 应验收通过率，下限
-- format: percent
-- definition: 应验收的项目里验收通过的 ÷ 应验收数；尚无结论的都不算通过
-- within: yes
sum(p.due_accepted)::double / nullif(metrics.due(p), 0)::double
