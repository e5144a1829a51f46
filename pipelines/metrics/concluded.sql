-- title: 已出验收结论
-- format: count
-- definition: 验收结论为通过或不通过的项目数；整改、延期不算结论
coalesce(sum(p.concluded), 0)::bigint
