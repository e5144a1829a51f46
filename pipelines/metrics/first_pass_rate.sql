-- title: 首次验收通过率
-- format: percent
-- definition: 首次验收结论即为通过的项目数 ÷ 已出验收结论的项目数；先整改、延期或不通过，复验才通过的，不在分子
-- within: yes
sum(p.first_passed)::double / nullif(metrics.concluded(p), 0)::double
