-- title: 到期验收率
-- format: percent
-- definition: 应验收的项目里已出验收结论的 ÷ 应验收数；应验收的是已揭榜、未终止、实施期止在截至日以前的
-- within: yes
sum(p.due_concluded)::double / nullif(metrics.due(p), 0)::double
