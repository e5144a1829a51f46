-- title: 终止率
-- format: percent
-- definition: 揭榜项目里终止的 ÷ 揭榜项目数；没有揭榜而终止的另列
-- within: yes
-- outside: terminated_unlisted
sum(p.terminated_listed)::double / nullif(metrics.listed(p), 0)::double
