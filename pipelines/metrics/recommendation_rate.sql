-- title: 推荐率
-- format: percent
-- definition: 申报项目里市推荐的 ÷ 申报项目数；没有提交记录而市推荐的另列
-- within: yes
-- outside: recommended_unapplied
sum(p.recommended_applied)::double / nullif(metrics.applied(p), 0)::double
