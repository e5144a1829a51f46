-- title: 奖补项目数
-- format: count
-- definition: 下达奖补金额减去收回金额大于 0 的项目数
coalesce(sum(p.supported), 0)::bigint
