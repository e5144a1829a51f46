-- title: 验收完成率
-- format: percent
-- definition: 揭榜项目里已出验收结论的 ÷ 揭榜项目数；没有揭榜而有结论的另列
-- within: yes
-- outside: concluded_unlisted
sum(p.concluded_listed)::double / nullif(metrics.listed(p), 0)::double
