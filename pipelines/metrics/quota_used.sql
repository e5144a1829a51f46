-- title: 占用名额
-- format: count
-- definition: 市推荐仍然有效且不属于免占名额的项目数；逾期推荐也计入
coalesce(sum(p.quota_used), 0)::bigint
