-- title: 项目数
-- format: count
-- definition: 项目的个数，含填报中和已撤回的
coalesce(sum(p.projects), 0)::bigint
