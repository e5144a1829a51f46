-- title: 县区推荐数
-- format: count
-- definition: 县区推荐仍然有效的项目数
coalesce(sum(p.county_recommended), 0)::bigint
