-- title: 奖补项目数
-- format: count
-- definition: 净奖补（下达减去收回）大于 0 的项目数，含没有验收通过的
coalesce(sum(p.supported), 0)::bigint
