-- title: 入围率
-- format: percent
-- definition: 市推荐的项目里揭榜的 ÷ 市推荐数；没有有效的市推荐而揭榜的另列
-- within: yes
-- outside: listed_unrecommended
sum(p.listed_recommended)::double / nullif(metrics.recommended(p), 0)::double
