-- title: 不占名额
-- format: count
-- definition: 市推荐仍然有效、因方向不限名额或因申报单位的企业性质而不占名额的项目数；两项都符合只计一次
coalesce(sum(p.quota_exempt), 0)::bigint
