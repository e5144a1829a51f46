-- title: 应验收通过率，上限
-- format: percent
-- definition: 应验收的项目里验收通过和尚无结论的 ÷ 应验收数；尚无结论的都算通过，实际在下限和上限之间
-- within: yes
sum(p.due_not_refused)::double / nullif(metrics.due(p), 0)::double
