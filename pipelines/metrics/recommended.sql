-- title: 市推荐数
-- format: count
-- definition: 市推荐仍然有效的项目数，占用名额与不占名额的都在内
coalesce(sum(p.recommended), 0)::bigint
