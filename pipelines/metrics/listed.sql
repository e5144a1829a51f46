-- title: 揭榜项目数
-- format: count
-- definition: 已公布、且未撤回、未撤销的项目数
coalesce(sum(p.listed), 0)::bigint
