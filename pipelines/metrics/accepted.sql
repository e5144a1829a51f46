-- title: 验收通过数
-- format: count
-- definition: 验收结论为通过的项目数
coalesce(sum(p.accepted), 0)::bigint
