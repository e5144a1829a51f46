-- title: 揭榜项目数
-- format: count
-- definition: 已公布或评审结论为揭榜、且未撤回的项目数
coalesce(sum(p.listed), 0)::bigint
